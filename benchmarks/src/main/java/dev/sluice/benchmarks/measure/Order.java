package dev.sluice.benchmarks.measure;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Workload;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/**
 * What one process measures: a warm-up and some repetitions of a workload.
 *
 * @param workload what
 * @param events for each repetition
 * @param warmup events before the first repetition
 * @param parallelism subtasks per operator, or threads
 * @param reps repetitions
 * @param checkpointInterval from one checkpoint's beginning to the next's
 */
public record Order(
        Workload workload, Events events, Events warmup, int parallelism, int reps, Duration checkpointInterval) {

    /**
     * Reads what {@link #arguments} wrote.
     *
     * @param arguments name of the workload, and options with a value each, all of them
     * @return the order
     * @throws IllegalArgumentException if it is none
     */
    public static Order parse(List<String> arguments) {
        long keys = number(arguments, "--keys");
        return new Order(
                Workload.named(arguments.get(0)),
                new Events(number(arguments, "--events"), keys),
                new Events(number(arguments, "--warmup-events"), keys),
                Math.toIntExact(number(arguments, "--parallelism")),
                Math.toIntExact(number(arguments, "--reps")),
                Duration.ofMillis(number(arguments, "--checkpoint-millis")));
    }

    private static long number(List<String> arguments, String option) {
        int at = arguments.indexOf(option);
        if (at < 0 || at + 1 == arguments.size()) {
            throw new IllegalArgumentException("no " + option + " in " + arguments);
        }
        return Long.parseLong(arguments.get(at + 1));
    }

    /** @return the same for the command line of another process */
    public List<String> arguments() {
        return List.of(
                workload.label(),
                "--events",
                Long.toString(events.count()),
                "--keys",
                Long.toString(events.keys()),
                "--warmup-events",
                Long.toString(warmup.count()),
                "--parallelism",
                Integer.toString(parallelism),
                "--reps",
                Integer.toString(reps),
                "--checkpoint-millis",
                Long.toString(checkpointInterval.toMillis()));
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
        subject.run(workload, warmup);
        for (int rep = 1; rep <= reps; rep++) {
            System.gc(); // what the run before has left must not be this one's burden
            out.println(subject.run(workload, events).line(label, rep));
            out.flush();
        }
    }
}
