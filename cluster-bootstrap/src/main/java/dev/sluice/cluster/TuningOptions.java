package dev.sluice.cluster;

import dev.sluice.api.Durations;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.job.StateBackendKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a job is run, wherever that is; a picocli mixin. None of it changes a result. */
public final class TuningOptions {
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
            names = "--aligned-timeout",
            paramLabel = "DURATION",
            converter = Interval.class,
            description = "How long a checkpoint waits at an operator before it overtakes records, which become a part"
                    + " of it, as in 200ms (default: as long as it takes).")
    private @Nullable Duration alignedTimeout;

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = Positive.class,
            description = "Records each source reads per second at most (default: as many as it can).")
    private @Nullable Long rate;

    @Option(
            names = "--state-backend",
            paramLabel = "BACKEND",
            converter = BackendName.class,
            description = "Where keyed state is kept: heap, or if it is larger than that rocksdb or spilling"
                    + " (default: the node's setting sluice.state.backend).")
    private @Nullable StateBackendKind stateBackend;

    @Option(names = "--fresh", description = "Throw an unfinished earlier run away instead of resuming it.")
    private boolean fresh;

    @Option(
            names = "--from",
            paramLabel = "DIR|RUN[:CHECKPOINT]",
            description = "Begin a new run from a savepoint, or from a checkpoint (default: the newest) that a run has "
                    + "left in the same storage; even if another run was left unfinished, which stays as it is.")
    private @Nullable String from;

    @Option(
            names = "--allow-dropped-state",
            description = "With --from: leave state of operators behind that the job does not have any more.")
    private boolean allowDroppedState;

    /** To be filled by picocli. */
    public TuningOptions() {}

    /** @return subtasks per operator, if given */
    public OptionalInt parallelism() {
        return parallelism == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(parallelism));
    }

    /** @return from one checkpoint's beginning to the next's, if given */
    public Optional<Duration> checkpointInterval() {
        return Optional.ofNullable(checkpointInterval);
    }

    /** @return how long a checkpoint waits at an operator before it overtakes records, if given */
    public Optional<Duration> alignedTimeout() {
        return Optional.ofNullable(alignedTimeout);
    }

    /** @return records each source reads per second at most, if given */
    public OptionalLong rate() {
        return rate == null ? OptionalLong.empty() : OptionalLong.of(rate);
    }

    /** @return where keyed state is kept, if given */
    public Optional<StateBackendKind> stateBackend() {
        return Optional.ofNullable(stateBackend);
    }

    /** @return whether an unfinished earlier run is thrown away */
    public boolean fresh() {
        return fresh;
    }

    /**
     * @param environment what a relative path is relative to
     * @return what a new run begins from, if given
     * @throws CommandException if the options contradict each other
     */
    public Optional<StartFrom> from(Environment environment) {
        if (from == null) {
            if (allowDroppedState) {
                throw new CommandException(ExitCodes.USAGE, "--allow-dropped-state needs --from");
            }
            return Optional.empty();
        }
        if (fresh) {
            throw new CommandException(
                    ExitCodes.USAGE, "--from begins a new run in any case and throws no other away: leave out --fresh");
        }
        StartFrom named = StartFrom.parse(from);
        Path folder = environment.resolve(from);
        StartFrom start =
                named.isSavepoint() || Files.isDirectory(folder) ? StartFrom.savepoint(folder.toString()) : named;
        return Optional.of(allowDroppedState ? start.allowingDroppedState() : start);
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
