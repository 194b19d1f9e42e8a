package dev.sluice.benchmarks;

import dev.sluice.api.Parameters;
import dev.sluice.benchmarks.measure.Measurement;
import dev.sluice.benchmarks.probe.Recovery;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice bench recovery}: how long a job gives nothing after a failure. */
@Command(
        name = "recovery",
        description = {
            "Measures how long it takes from the failure of an operator to the first output of the next attempt: a",
            "running sum per key that fails once, in the middle. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RecoveryCommand implements Callable<Integer> {
    private static final double NANOS_IN_MILLI = 1e6;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BenchCommand bench;

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = Quantity.class,
            description = "For each run (default: 20M).")
    private long events = 20_000_000;

    @Option(names = "--keys", paramLabel = "N", converter = Quantity.class, description = "Keys (default: 1M).")
    private long keys = 1_000_000;

    @Option(names = "--reps", paramLabel = "N", converter = Quantity.class, description = "Runs (default: 5).")
    private long reps = 5;

    @Mixin
    private ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "From one checkpoint's beginning to the next's (default: 500ms).")
    private Duration interval = Duration.ofMillis(500);

    RecoveryCommand() {}

    @Override
    public Integer call() {
        JobOptions options = JobOptions.defaults()
                .withParallelism(parallelism.value())
                .withCheckpointInterval(interval)
                .withFresh(true);
        try (Runtime runtime = Runtime.local()) {
            for (int rep = 1; rep <= reps; rep++) {
                Recovery recovery = new Recovery(new Events(events, keys));
                runtime.submit(recovery.job(new Measurement()), Parameters.none(), options)
                        .join();
                bench.context()
                        .out()
                        .println(String.format(
                                Locale.ROOT, "RECOVERY rep=%d millis=%.1f", rep, recovery.nanos() / NANOS_IN_MILLI));
                bench.context().out().flush();
            }
        }
        return ExitCodes.OK;
    }
}
