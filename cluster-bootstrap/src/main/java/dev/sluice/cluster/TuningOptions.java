package dev.sluice.cluster;

import dev.sluice.api.Durations;
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

    @Option(names = "--fresh", description = "Throw an unfinished earlier run away instead of resuming it.")
    private boolean fresh;

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

    /** @return whether an unfinished earlier run is thrown away */
    public boolean fresh() {
        return fresh;
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
