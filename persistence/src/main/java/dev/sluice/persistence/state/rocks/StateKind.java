package dev.sluice.persistence.state.rocks;

/** What a state of a store is; the names stand in snapshots. */
enum StateKind {
    VALUES,
    LONGS,
    TIMERS
}
