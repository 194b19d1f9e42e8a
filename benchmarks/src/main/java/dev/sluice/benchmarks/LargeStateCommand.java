package dev.sluice.benchmarks;

import dev.sluice.benchmarks.probe.LargeState;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.cluster.BackendName;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.persistence.Folders;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.LocalSettings;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.StateBackendKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice bench state}: what many keys cost on each state backend. */
@Command(
        name = "state",
        description = {
            "Measures a running sum over many keys on each state backend: how fast keys and events go through, and what",
            "a savepoint, a full checkpoint and one of few changes take. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LargeStateCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BenchCommand bench;

    @Option(
            names = "--backends",
            paramLabel = "A,B",
            split = ",",
            converter = BackendName.class,
            description = "Which (default: all of them).")
    private List<StateBackendKind> backends = List.of(StateBackendKind.values());

    @Option(names = "--keys", paramLabel = "N", converter = Quantity.class, description = "Keys (default: 10M).")
    private long keys = 10_000_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            converter = Quantity.class,
            description = "Events after one for each key (default: 10M).")
    private long events = 10_000_000;

    @Option(
            names = "--changed",
            paramLabel = "PERCENT",
            description = "Keys with an event between two of the small checkpoints (default: 1).")
    private double changed = 1;

    @Mixin
    private ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = Span.class,
            description = "From one checkpoint's beginning to the next's (default: 2s).")
    private Duration interval = Duration.ofSeconds(2);

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the engine, such as sluice.state.rocksdb.memory=512MiB.")
    private Map<String, String> settings = new LinkedHashMap<>();

    LargeStateCommand() {}

    @Override
    public Integer call() throws IOException {
        for (StateBackendKind backend : backends) {
            Path folder = Files.createTempDirectory("sluice-bench-state");
            try {
                bench.context().out().println(line(backend, measure(backend, folder)));
                bench.context().out().flush();
            } finally {
                Folders.delete(folder);
            }
        }
        return ExitCodes.OK;
    }

    private LargeState.Figures measure(StateBackendKind backend, Path folder) {
        JobOptions options =
                JobOptions.defaults().withParallelism(parallelism.value()).withStateBackend(backend);
        System.gc();
        try (Runtime runtime = Runtime.local(new LocalSettings(null, settings))) {
            return new LargeState(new Events(events, keys), changed, interval, options)
                    .measure(runtime, folder.resolve("savepoint"));
        }
    }

    private String line(StateBackendKind backend, LargeState.Figures figures) {
        return String.format(
                Locale.ROOT,
                "STATE backend=%s keys=%d keysPerSecond=%.0f eventsPerSecond=%.0f cpu_ns_per_event=%.0f"
                        + " savepoint_ms=%.0f savepoint_mb=%.1f full_ms=%d full_mb=%.1f"
                        + " changed=%s%% incremental_ms=%d incremental_mb=%.2f",
                backend.text(),
                keys,
                figures.keysPerSecond(),
                figures.eventsPerSecond(),
                figures.cpuNanos(),
                figures.savepointMillis(),
                figures.savepoint().bytes() / MEGA,
                figures.full().millis(),
                figures.full().newBytes() / MEGA,
                changed,
                figures.incremental().millis(),
                figures.incremental().newBytes() / MEGA);
    }
}
