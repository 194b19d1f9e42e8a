package dev.sluice.benchmarks.latency;

import java.time.Duration;
import java.util.List;

/**
 * What one process measures.
 *
 * @param rate events per second
 * @param keys how many keys
 * @param parallelism subtasks per operator
 * @param warmup how long outputs are not looked at
 * @param measured for how long they are after that
 * @param checkpointInterval from one checkpoint's beginning to the next's
 */
public record LatencyOrder(
        long rate, long keys, int parallelism, Duration warmup, Duration measured, Duration checkpointInterval) {

    /** @return a run of it */
    public LatencyRun run() {
        return new LatencyRun(rate, keys, warmup, measured);
    }

    /** @return the same for the command line of another process */
    public List<String> arguments() {
        return List.of(
                "--rate",
                Long.toString(rate),
                "--keys",
                Long.toString(keys),
                "--parallelism",
                Integer.toString(parallelism),
                "--warmup",
                warmup.toMillis() + "ms",
                "--time",
                measured.toMillis() + "ms",
                "--checkpoint-interval",
                checkpointInterval.toMillis() + "ms");
    }

    /**
     * Reads what {@link #arguments} wrote.
     *
     * @param arguments options with a value each, in that order
     * @return the order
     */
    public static LatencyOrder parse(List<String> arguments) {
        return new LatencyOrder(
                Long.parseLong(arguments.get(1)),
                Long.parseLong(arguments.get(3)),
                Integer.parseInt(arguments.get(5)),
                millis(arguments.get(7)),
                millis(arguments.get(9)),
                millis(arguments.get(11)));
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
}
