package dev.sluice.api.window;

import java.time.Instant;

/**
 * An interval of event time.
 *
 * @param start first millisecond, inclusive
 * @param end last millisecond, exclusive
 */
public record Window(long start, long end) {

    /** The window of everything: it has neither a beginning nor an end. */
    public static final Window GLOBAL = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

    /** @return its last millisecond, which its results carry; {@code Long.MAX_VALUE} for one without an end */
    public long maxTimestamp() {
        return end == Long.MAX_VALUE ? Long.MAX_VALUE : end - 1;
    }

    /** @return the start as an instant */
    public Instant startInstant() {
        return Instant.ofEpochMilli(start);
    }

    /** @return the end (exclusive) as an instant */
    public Instant endInstant() {
        return Instant.ofEpochMilli(end);
    }
}
