package dev.sluice.benchmarks.measure;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    private static final Pattern LINE =
            Pattern.compile("RESULT \\S+ rep=\\d+ events=(\\d+) seconds=(\\S+) eventsPerSecond=\\d+ cpuSeconds=(\\S+)"
                    + " outputs=(\\d+) checksum=(-?\\d+)");

    /** @return how many events went through per second */
    public double eventsPerSecond() {
        return events / seconds;
    }

    /** @return what the process computed for a million events, in seconds of one core */
    public double cpuSecondsPerMillion() {
        return cpuSeconds * 1e6 / events;
    }

    /**
     * @param line what {@link #line} returned
     * @return the result, its times to the millisecond; null if the line is something else
     */
    public static @Nullable Result parse(String line) {
        Matcher matcher = LINE.matcher(line);
        return !matcher.matches()
                ? null
                : new Result(
                        Long.parseLong(matcher.group(1)),
                        Double.parseDouble(matcher.group(2)),
                        Double.parseDouble(matcher.group(3)),
                        Long.parseLong(matcher.group(4)),
                        Long.parseLong(matcher.group(5)));
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
