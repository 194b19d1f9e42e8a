package dev.sluice.api.window;

import java.time.Instant;

/**
 * An interval of event time.
 *
 * @param start first millisecond, inclusive
 * @param end last millisecond, exclusive
 */
public record Window(long start, long end) {

    /** @return the timestamp of the window's results: its last millisecond */
    public long maxTimestamp() {
        return end - 1;
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
