package dev.sluice.benchmarks.latency;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Latencies for people and programs to read. */
public final class LatencyLine {
    private static final double MILLIS = 1e6;

    private LatencyLine() {}

    /**
     * @param engine what was measured, and how it was set
     * @param rate events per second
     * @param latencies nanoseconds
     * @return the line; milliseconds
     */
    public static String of(String engine, long rate, Histogram latencies) {
        return String.format(
                Locale.ROOT,
                "LATENCY %s rate=%d outputs=%d p50=%.3f p90=%.3f p99=%.3f p99.9=%.3f max=%.3f",
                engine,
                rate,
                latencies.getTotalCount(),
                latencies.getValueAtPercentile(50) / MILLIS,
                latencies.getValueAtPercentile(90) / MILLIS,
                latencies.getValueAtPercentile(99) / MILLIS,
                latencies.getValueAtPercentile(99.9) / MILLIS,
                latencies.getMaxValue() / MILLIS);
    }
}
