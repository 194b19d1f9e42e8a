package dev.sluice.api.window;

import org.jspecify.annotations.Nullable;

/** The accumulators of several aggregates over the same records; those that are one {@code long} stay unboxed. */
public final class CombinedAccumulator {
    final long[] longs;
    final @Nullable Object[] objects;

    /** @param parts how many aggregates there are */
    CombinedAccumulator(int parts) {
        longs = new long[parts];
        objects = new Object[parts];
    }
}
