package dev.sluice.cluster;

import java.util.ArrayDeque;
import java.util.Deque;

/** The speed of a growing count over the last two seconds, so that it neither jumps nor lags. */
final class RateMeter {
    private static final long SPAN_NANOS = 2_000_000_000L;

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * @param nanos the time, from any origin
     * @param count the count at that time
     * @return its growth per second since the oldest sample of the span, 0 at first
     */
    double update(long nanos, long count) {
        while (samples.size() > 1 && nanos - samples.getFirst().nanos > SPAN_NANOS) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(nanos, count));
        Sample oldest = samples.getFirst();
        return nanos == oldest.nanos ? 0 : (count - oldest.count) * 1e9 / (nanos - oldest.nanos);
    }

    private record Sample(long nanos, long count) {}
}
