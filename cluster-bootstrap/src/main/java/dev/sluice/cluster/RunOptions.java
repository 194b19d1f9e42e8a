package dev.sluice.cluster;

import dev.sluice.api.Durations;
import dev.sluice.runtime.JobOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that every command has that runs a job; a picocli mixin. */
public final class RunOptions {
    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = Positive.class,
            description = "Subtasks per operator (default: one per core).")
    private @Nullable Long parallelism;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            converter = Interval.class,
            description = "From one checkpoint's beginning to the next's, as in 250ms, 1s, 5m (default: 1s).")
    private @Nullable Duration checkpointInterval;

    @Option(
            names = "--storage",
            paramLabel = "DIR",
            description = "Where journal and checkpoints are kept "
                    + "(default: a folder below .sluice/, the same one for the same job and parameters).")
    private @Nullable String storage;

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = Positive.class,
            description = "Records each source reads per second at most (default: as many as it can).")
    private @Nullable Long rate;

    @Option(names = "--fresh", description = "Throw an unfinished earlier run away instead of resuming it.")
    private boolean fresh;

    @Option(names = "--quiet", description = "Print nothing but errors.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Log what happens inside, and show the stack trace of every failure.")
    private boolean verbose;

    /** To be filled by picocli. */
    public RunOptions() {}

    /** @return the engine's options, with its defaults where nothing was given */
    public JobOptions jobOptions() {
        JobOptions options = JobOptions.defaults().withFresh(fresh);
        if (parallelism != null) {
            options = options.withParallelism(Math.toIntExact(parallelism));
        }
        if (checkpointInterval != null) {
            options = options.withCheckpointInterval(checkpointInterval);
        }
        return rate == null ? options : options.withRate(rate);
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

    static final class Interval implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration duration = Durations.parse(text);
            if (duration == null) {
                throw new TypeConversionException("\"" + text + "\" is not a duration such as 250ms, 1s or 5m");
            }
            if (duration.compareTo(Duration.ofMillis(1)) < 0) {
                throw new TypeConversionException("it must be at least 1ms, but is \"" + text + "\"");
            }
            return duration;
        }
    }

    static final class Positive implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                long number = Long.parseLong(text.replace("_", "").replace(",", ""));
                if (number >= 1 && number <= Integer.MAX_VALUE) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new TypeConversionException("\"" + text + "\" is not a whole number from 1 to " + Integer.MAX_VALUE);
        }
    }
}
