package dev.sluice.benchmarks;

import picocli.CommandLine.Option;

/** {@code --parallelism}, where there is nothing but subtasks that it could mean. */
final class ParallelismOption {
    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Subtasks per operator (default: one per core).")
    private long parallelism = Runtime.getRuntime().availableProcessors();

    ParallelismOption() {}

    int value() {
        return Math.toIntExact(parallelism);
    }
}
