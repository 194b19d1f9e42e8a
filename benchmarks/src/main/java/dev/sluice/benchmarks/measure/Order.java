package dev.sluice.benchmarks.measure;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Workload;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What one process measures: some repetitions of a workload, after a warm-up.
 *
 * @param workload what
 * @param events for each repetition
 * @param warmup for each run of the warm-up
 * @param warmupTime the warm-up is one run, and as many more as begin within this time
 * @param parallelism subtasks per operator, or threads
 * @param reps repetitions
 * @param checkpointInterval from one checkpoint's beginning to the next's
 */
public record Order(
        Workload workload,
        Events events,
        Events warmup,
        Duration warmupTime,
        int parallelism,
        int reps,
        Duration checkpointInterval) {

    /**
     * Reads what {@link #arguments} wrote.
     *
     * @param arguments name of the workload, and options with a value each
     * @param workloads finds a workload by its name
     * @return the order
     * @throws IllegalArgumentException if it is none
     */
    public static Order parse(List<String> arguments, Function<String, Workload> workloads) {
        long keys = number(arguments, "--keys");
        return new Order(
                workloads.apply(arguments.get(0)),
                new Events(number(arguments, "--events"), keys),
                new Events(number(arguments, "--warmup-events"), keys),
                arguments.contains("--warmup-time") ? millis(arguments, "--warmup-time") : Duration.ZERO,
                Math.toIntExact(number(arguments, "--parallelism")),
                Math.toIntExact(number(arguments, "--reps")),
                millis(arguments, "--checkpoint-interval"));
    }

    private static Duration millis(List<String> arguments, String option) {
        return Duration.ofMillis(Long.parseLong(text(arguments, option).replace("ms", "")));
    }

    private static long number(List<String> arguments, String option) {
        return Long.parseLong(text(arguments, option));
    }

    private static String text(List<String> arguments, String option) {
        int at = arguments.indexOf(option);
        if (at < 0 || at + 1 == arguments.size()) {
            throw new IllegalArgumentException("no " + option + " in " + arguments);
        }
        return arguments.get(at + 1);
    }

    /** @return the same for the command line of {@code sluice bench} in another process */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(workload.label()));
        arguments.addAll(List.of("--events", Long.toString(events.count())));
        arguments.addAll(List.of("--keys", Long.toString(events.keys())));
        arguments.addAll(List.of("--warmup-events", Long.toString(warmup.count())));
        if (warmupTime.toMillis() > 0) {
            arguments.addAll(List.of("--warmup-time", warmupTime.toMillis() + "ms"));
        }
        arguments.addAll(List.of("--parallelism", Integer.toString(parallelism)));
        arguments.addAll(List.of("--reps", Integer.toString(reps)));
        arguments.addAll(List.of("--checkpoint-interval", checkpointInterval.toMillis() + "ms"));
        return arguments;
    }

    /**
     * Runs it, and prints a line for each repetition.
     *
     * @param subject what runs the workload
     * @param label what the run is called in the lines
     * @param out for the lines
     * @throws Exception if a run failed
     */
    public void carryOut(Subject subject, String label, PrintWriter out) throws Exception {
        long begin = System.nanoTime();
        do {
            subject.run(workload, warmup);
        } while (System.nanoTime() - begin < warmupTime.toNanos());
        for (int rep = 1; rep <= reps; rep++) {
            System.gc(); // what the run before has left must not be this one's burden
            out.println(subject.run(workload, events).line(label, rep));
            out.flush();
        }
    }
}
