package dev.sluice.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * A point in time.
 *
 * @param nanos of {@link System#nanoTime}
 * @param cpuNanos that all threads of this process have computed until then, the collector and the compiler included
 */
public record Moment(long nanos, long cpuNanos) {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** @return this one */
    public static Moment now() {
        return new Moment(System.nanoTime(), PROCESS.getProcessCpuTime());
    }

    /**
     * @param later a later one
     * @return seconds between them
     */
    public double secondsUntil(Moment later) {
        return (later.nanos - nanos) / 1e9;
    }

    /**
     * @param later a later one
     * @return what the process has computed between them, nanoseconds of one core
     */
    public long cpuNanosUntil(Moment later) {
        return later.cpuNanos - cpuNanos;
    }
}
