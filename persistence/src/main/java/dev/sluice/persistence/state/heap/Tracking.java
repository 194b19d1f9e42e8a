package dev.sluice.persistence.state.heap;

/** Whether the tables of a store note what changes; asked when a table is made. */
final class Tracking {
    boolean on;
}
