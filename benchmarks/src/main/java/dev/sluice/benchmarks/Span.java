package dev.sluice.benchmarks;

import dev.sluice.api.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration of at least a millisecond: {@code 250ms}, {@code 5s}. */
final class Span implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        Duration duration = Durations.parse(text);
        if (duration == null || duration.toMillis() < 1) {
            throw new TypeConversionException("\"" + text + "\" is not a duration of at least 1ms such as 250ms or 5s");
        }
        return duration;
    }
}
