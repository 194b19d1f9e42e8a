package dev.sluice.examples.fuzz;

import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.Triggers;
import dev.sluice.examples.fuzz.Signal.Row;
import org.jspecify.annotations.Nullable;

/** When a window of a random job fires. */
enum Firing {
    /** At its end, and for each late record. */
    DEFAULT,
    /** Each time that so many records have come. */
    COUNT,
    /** The same, and then it is empty. */
    PURGING_COUNT,
    /** At its end and for each late record, and each time that so many records have come before. */
    EARLY,
    /** At its end, and each time that so many late records have come. */
    LATE;

    @Nullable
    Trigger<Row> trigger(int count) {
        return switch (this) {
            case DEFAULT -> null;
            case COUNT -> Triggers.count(count);
            case PURGING_COUNT -> Triggers.purging(Triggers.count(count));
            case EARLY -> Triggers.<Row>endOfWindow().early(Triggers.count(count));
            case LATE -> Triggers.<Row>endOfWindow().late(Triggers.count(count));
        };
    }

    boolean firesAtEnd() {
        return this == DEFAULT || this == EARLY || this == LATE;
    }

    /** Whether records are counted that come while the window is, or is not, over. */
    boolean counts(boolean over) {
        return switch (this) {
            case DEFAULT -> false;
            case COUNT, PURGING_COUNT -> true;
            case EARLY -> !over;
            case LATE -> over;
        };
    }

    /** Whether each record fires that comes while the window is over. */
    boolean firesForEachLate() {
        return this == DEFAULT || this == EARLY;
    }
}
