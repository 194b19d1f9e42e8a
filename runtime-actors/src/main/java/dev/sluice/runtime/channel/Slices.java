package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.plan.Slicing;
import org.jspecify.annotations.Nullable;

/** The slice that the last record was in: neighbours in a stream are mostly of one. */
final class Slices {
    private final @Nullable Slicing slicing;
    private long start;
    private long end;

    /** @param slicing null if all times are in one slice */
    Slices(@Nullable Slicing slicing) {
        this.slicing = slicing;
        if (slicing == null) {
            start = Long.MIN_VALUE;
            end = Long.MAX_VALUE;
        }
    }

    /** Finds the slice of a time, unless that is the last one's. */
    void enter(long time) {
        if ((time < start || time >= end) && slicing != null) {
            start = slicing.sliceOf(Batch.required(time));
            end = start + slicing.slice();
        }
    }

    /** Whether a time is in that slice. */
    boolean has(long time) {
        return time >= start && time < end;
    }
}
