package dev.sluice.benchmarks;

import dev.sluice.benchmarks.measure.SluiceSubject;
import dev.sluice.benchmarks.probe.SnapshotPause;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.runtime.JobProgress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice bench snapshot-pause}: how long a snapshot holds up the data plane. */
@Command(
        name = "snapshot-pause",
        description = {
            "Measures how long snapshots hold up a running sum once all keys are present: the synchronous part in the",
            "engine, and the longest gap at a sink with checkpoints and without them. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SnapshotPauseCommand implements Callable<Integer> {
    private static final double NANOS_IN_MILLI = 1e6;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BenchCommand bench;

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = Quantity.class,
            description = "For each run, after one for each key (default: 100M).")
    private long events = 100_000_000;

    @Option(names = "--keys", paramLabel = "N", converter = Quantity.class, description = "Keys (default: 10M).")
    private long keys = 10_000_000;

    @Mixin
    private ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "From one checkpoint's beginning to the next's (default: 2s).")
    private Duration interval = Duration.ofSeconds(2);

    SnapshotPauseCommand() {}

    @Override
    public Integer call() {
        // The run without checkpoints is the first, so that what is slow only in a JVM's first run is not put down to
        // them.
        SnapshotPause without = new SnapshotPause(new Events(events, keys));
        run(without, SluiceSubject.NEVER);
        System.gc();
        SnapshotPause with = new SnapshotPause(new Events(events, keys));
        List<Long> sync = with.syncNanos(run(with, interval));
        bench.context()
                .out()
                .println(String.format(
                        Locale.ROOT,
                        "PAUSE checkpoints=%d sync_ms_max=%.3f sync_ms_median=%.3f gap_ms_max=%.1f"
                                + " gap_ms_max_without=%.1f",
                        sync.size(),
                        sync.get(sync.size() - 1) / NANOS_IN_MILLI,
                        sync.get(sync.size() / 2) / NANOS_IN_MILLI,
                        with.longestGapNanos() / NANOS_IN_MILLI,
                        without.longestGapNanos() / NANOS_IN_MILLI));
        return ExitCodes.OK;
    }

    private JobProgress run(SnapshotPause pause, Duration between) {
        try (SluiceSubject sluice = new SluiceSubject(parallelism.value(), between)) {
            return sluice.run(pause.job());
        }
    }
}
