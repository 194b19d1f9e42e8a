package dev.sluice.benchmarks;

import dev.sluice.benchmarks.measure.SluiceSubject;
import dev.sluice.benchmarks.probe.Memory;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.runtime.JobOptions;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice bench memory}: how much heap a key of a running sum needs. */
@Command(
        name = "memory",
        description = {
            "Measures how much heap each key of a running sum needs, while the job lives and after a full collection.",
            "No checkpoint is taken meanwhile. See docs/benchmarks.md."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class MemoryCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private BenchCommand bench;

    @Option(names = "--keys", paramLabel = "N", converter = Quantity.class, description = "Keys (default: 10M).")
    private long keys = 10_000_000;

    @Mixin
    private ParallelismOption parallelism = new ParallelismOption();

    MemoryCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        JobOptions options = JobOptions.defaults()
                .withParallelism(parallelism.value())
                .withCheckpointInterval(SluiceSubject.NEVER)
                .withFresh(true);
        double bytes = Memory.bytesPerKey(keys, options);
        bench.context().out().println(String.format(Locale.ROOT, "MEMORY keys=%d bytesPerKey=%.1f", keys, bytes));
        return ExitCodes.OK;
    }
}
