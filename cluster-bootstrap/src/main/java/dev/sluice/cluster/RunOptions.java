package dev.sluice.cluster;

import dev.sluice.runtime.JobOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every command has that runs a job; a picocli mixin. */
public final class RunOptions {
    @Mixin
    private final TuningOptions tuning = new TuningOptions();

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            description = "Where journal and checkpoints are kept "
                    + "(default: a folder below .sluice/, the same one for the same job and parameters).")
    private @Nullable String storage;

    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Log what happens inside, and show the stack trace of every failure.")
    private boolean verbose;

    /** To be filled by picocli. */
    public RunOptions() {}

    /**
     * @param environment what relative paths are relative to
     * @return the engine's options, with its defaults where nothing was given
     */
    public JobOptions jobOptions(Environment environment) {
        JobOptions options = JobOptions.defaults().withFresh(tuning.fresh());
        if (tuning.parallelism().isPresent()) {
            options = options.withParallelism(tuning.parallelism().getAsInt());
        }
        if (tuning.checkpointInterval().isPresent()) {
            options = options.withCheckpointInterval(tuning.checkpointInterval().get());
        }
        if (tuning.alignedTimeout().isPresent()) {
            options = options.withAlignedTimeout(tuning.alignedTimeout().get());
        }
        if (tuning.stateBackend().isPresent()) {
            options = options.withStateBackend(tuning.stateBackend().get());
        }
        if (tuning.rate().isPresent()) {
            options = options.withRate(tuning.rate().getAsLong());
        }
        return tuning.from(environment).map(options::withStartFrom).orElse(options);
    }

    /** @return the storage folder as the user typed it, if one was given */
    public Optional<String> storage() {
        return Optional.ofNullable(storage);
    }

    /** @return whether nothing but errors is to be printed */
    public boolean quiet() {
        return quiet;
    }

    /** @return whether the log and all stack traces are wanted */
    public boolean verbose() {
        return verbose;
    }
}
