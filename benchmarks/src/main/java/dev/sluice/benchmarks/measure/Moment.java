package dev.sluice.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * A point in time.
 *
 * @param nanos of {@link System#nanoTime}
 * @param cpuNanos that all threads of this process have computed until then, the collector and the compiler included
 */
record Moment(long nanos, long cpuNanos) {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Moment now() {
        return new Moment(System.nanoTime(), PROCESS.getProcessCpuTime());
    }
}
