package dev.sluice.benchmarks.measure;

import java.util.Locale;

/**
 * What came of a run.
 *
 * @param events how many went in
 * @param seconds from the first emission to the last output
 * @param cpuSeconds that the whole process computed in that time
 * @param outputs how many came out
 * @param checksum over the outputs, whatever their order
 */
public record Result(long events, double seconds, double cpuSeconds, long outputs, long checksum) {

    /** @return how many events went through per second */
    public double eventsPerSecond() {
        return events / seconds;
    }

    /**
     * @param workload what was run
     * @param rep which repetition, from 1
     * @return the line for programs to read
     */
    public String line(String workload, int rep) {
        return String.format(
                Locale.ROOT,
                "RESULT %s rep=%d events=%d seconds=%.3f eventsPerSecond=%.0f cpuSeconds=%.3f outputs=%d checksum=%d",
                workload,
                rep,
                events,
                seconds,
                eventsPerSecond(),
                cpuSeconds,
                outputs,
                checksum);
    }
}
