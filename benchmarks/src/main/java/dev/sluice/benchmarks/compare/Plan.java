package dev.sluice.benchmarks.compare;

import java.time.Duration;
import java.util.List;

/**
 * How a comparison is made.
 *
 * @param rows what is run
 * @param engines on what, in this order
 * @param rounds how often each engine has its turn, with a new process each time
 * @param reps repetitions in each process, after a warm-up; one where collectors are tried
 * @param warmupTime for how long a process runs the workload before
 * @param parallelism subtasks per operator
 * @param checkpointInterval from one checkpoint's beginning to the next's
 * @param heap of each process, as {@code -Xmx} takes it
 */
public record Plan(
        List<Row> rows,
        List<Engine> engines,
        int rounds,
        int reps,
        Duration warmupTime,
        int parallelism,
        Duration checkpointInterval,
        String heap) {}
