package dev.sluice.benchmarks;

import dev.sluice.benchmarks.probe.SlowSink;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice bench unaligned}: how long checkpoints take behind a slow sink, aligned and unaligned. */
@Command(
        name = "unaligned",
        description = {
            "Measures how long checkpoints take while a sink is far slower than all else, with barriers that wait for",
            "records and with barriers that overtake them. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UnalignedCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BenchCommand bench;

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Records that the sink writes per second (default: 50k).")
    private long rate = 50_000;

    @Option(
            names = "--time",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "How long each of the two runs takes (default: 30s).")
    private Duration time = Duration.ofSeconds(30);

    @Mixin
    private ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "From one checkpoint's beginning to the next's (default: 1s).")
    private Duration interval = Duration.ofSeconds(1);

    @Option(
            names = "--aligned-timeout",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "How long a barrier waits before it overtakes, in the second run (default: 100ms).")
    private Duration timeout = Duration.ofMillis(100);

    UnalignedCommand() {}

    @Override
    public Integer call() {
        measure(Duration.ZERO);
        measure(timeout);
        return ExitCodes.OK;
    }

    private void measure(Duration alignedTimeout) {
        JobOptions options = JobOptions.defaults()
                .withParallelism(parallelism.value())
                .withCheckpointInterval(interval)
                .withAlignedTimeout(alignedTimeout);
        Events events = new Events(rate * (2 * time.toSeconds() + 100), 1_000);
        SlowSink slow = new SlowSink(events, SlowSink.nanosPerRecord(rate, parallelism.value()), System::nanoTime);
        try (Runtime runtime = Runtime.local()) {
            bench.context().out().println(line(alignedTimeout, slow.measure(runtime, options, time.toNanos())));
            bench.context().out().flush();
        }
    }

    private static String line(Duration alignedTimeout, JobProgress progress) {
        List<Long> millis = SlowSink.millis(progress);
        String figures = millis.isEmpty()
                ? "none was completed"
                : String.format(
                        Locale.ROOT,
                        "median_ms=%d max_ms=%d",
                        millis.get(millis.size() / 2),
                        millis.get(millis.size() - 1));
        return String.format(
                Locale.ROOT,
                "UNALIGNED aligned_timeout=%s written=%d checkpoints=%d %s",
                alignedTimeout.isZero() ? "none" : alignedTimeout.toMillis() + "ms",
                progress.recordsWritten(),
                progress.checkpointsCompleted(),
                figures);
    }
}
