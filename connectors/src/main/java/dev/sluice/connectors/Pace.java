package dev.sluice.connectors;

import java.util.function.LongSupplier;

/** Says how many records of a split are due. */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double ratePerSecond;
    private final int split;
    private final int splits;
    private final LongSupplier nanoTime;
    private final long start;
    private long released;

    /** The clock of the split starts now. */
    Pace(double ratePerSecond, int split, int splits, LongSupplier nanoTime) {
        this.ratePerSecond = ratePerSecond;
        this.split = split;
        this.splits = splits;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** @return how many records may be emitted now, {@code limit} at most; they count as emitted */
    long release(long limit) {
        if (ratePerSecond == Double.POSITIVE_INFINITY) {
            return limit;
        }
        // Of the whole source, record n is due at n / rate; this split has the records split, split + splits, ...
        double sinceFirst = (nanoTime.getAsLong() - start) / NANOS_PER_SECOND * ratePerSecond - split;
        long due = sinceFirst < 0 ? 0 : (long) (sinceFirst / splits) + 1;
        long now = Math.max(0, Math.min(limit, due - released));
        released += now;
        return now;
    }
}
