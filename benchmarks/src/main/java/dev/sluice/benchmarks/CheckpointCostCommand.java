package dev.sluice.benchmarks;

import dev.sluice.benchmarks.measure.Measurement;
import dev.sluice.benchmarks.measure.Result;
import dev.sluice.benchmarks.measure.SluiceSubject;
import dev.sluice.benchmarks.probe.WideStateJob;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.cluster.ExitCodes;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice bench checkpoint-cost}: throughput with checkpoints and without, in turn. */
@Command(
        name = "checkpoint-cost",
        description = {
            "Measures what part of the throughput checkpoints take: a running sum per key with 100 bytes of state for",
            "each key, with checkpoints and without them in turn. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CheckpointCostCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BenchCommand bench;

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = Quantity.class,
            description = "For each run (default: 40M).")
    private long events = 40_000_000;

    @Option(names = "--keys", paramLabel = "N", converter = Quantity.class, description = "Keys (default: 1M).")
    private long keys = 1_000_000;

    @Option(names = "--reps", paramLabel = "N", converter = Quantity.class, description = "Pairs of runs (default: 6).")
    private long reps = 6;

    @Mixin
    private ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "From one checkpoint's beginning to the next's (default: 1s).")
    private Duration interval = Duration.ofSeconds(1);

    @Option(
            names = "--state",
            paramLabel = "KIND",
            description = "The 100 bytes of each key: fields (twelve numbers of an object) or bytes (an array)"
                    + " (default: fields).")
    private WideStateJob.State state = WideStateJob.State.FIELDS;

    CheckpointCostCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = bench.context().out();
        run(interval);
        run(SluiceSubject.NEVER);
        List<Double> ratios = new ArrayList<>();
        for (int rep = 1; rep <= reps; rep++) {
            // Each is first as often as the other, since what is first is warmed up less and what is second may have
            // the memory that the first made the JVM ask for.
            boolean first = rep % 2 == 1;
            double one = measure(first, rep, out);
            double other = measure(!first, rep, out);
            ratios.add(first ? one / other : other / one);
        }
        double lost = 1 - median(ratios);
        out.println(String.format(Locale.ROOT, "COST lost=%.1f%%", 100 * lost));
        return ExitCodes.OK;
    }

    private double measure(boolean checkpoints, int rep, PrintWriter out) {
        System.gc();
        Result result = run(checkpoints ? interval : SluiceSubject.NEVER);
        out.println(result.line(checkpoints ? "with-checkpoints" : "without", rep));
        out.flush();
        return result.eventsPerSecond();
    }

    private Result run(Duration between) {
        Measurement measurement = new Measurement();
        try (SluiceSubject sluice = new SluiceSubject(parallelism.value(), between)) {
            sluice.run(WideStateJob.of(new Events(events, keys), measurement, state));
        }
        return measurement.result(events);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
