package dev.sluice.benchmarks.measure;

import dev.sluice.benchmarks.workload.Observer;
import org.jspecify.annotations.Nullable;

/**
 * Counts and sums up the outputs of one thread. The checksum does not depend on their order, but on which value belongs
 * to which key and window.
 */
final class Tally implements Observer.Outputs {
    private static final int OUTPUTS = 8; // a cache line of its own: other threads have tallies too
    private static final int CHECKSUM = 9;
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    /** To ask for the CPU time takes microseconds, and there may be a pause behind each batch. */
    private static final long CPU_STALE_NANOS = 2_000_000;

    private final long[] cells = new long[18];
    private long outputsAtPause;
    private long cpuAsked;
    private @Nullable Moment last;

    @Override
    public void add(long key, long value, long window) {
        cells[OUTPUTS]++;
        cells[CHECKSUM] += term(key, value, window);
    }

    /** What an output adds to the checksum. */
    static long term(long key, long value, long window) {
        return value * (key * GOLDEN + window | 1);
    }

    @Override
    public void pause() {
        if (cells[OUTPUTS] != outputsAtPause) {
            outputsAtPause = cells[OUTPUTS];
            Moment before = last;
            long now = System.nanoTime();
            if (before == null || now - cpuAsked > CPU_STALE_NANOS) {
                cpuAsked = now;
                last = Moment.now();
            } else {
                last = new Moment(now, before.cpuNanos());
            }
        }
    }

    long outputs() {
        return cells[OUTPUTS];
    }

    long checksum() {
        return cells[CHECKSUM];
    }

    /** The first pause after the last output; null if there was no output. */
    @Nullable
    Moment last() {
        return last;
    }
}
