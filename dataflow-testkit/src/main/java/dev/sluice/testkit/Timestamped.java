package dev.sluice.testkit;

import java.time.Instant;

/**
 * A record with its event time.
 *
 * @param value the record
 * @param timestamp its event time, epoch milliseconds; {@link #NO_TIMESTAMP} if it has none
 * @param <T> the type of the record
 */
public record Timestamped<T>(T value, long timestamp) {
    /** The timestamp of a record that has none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    /**
     * @param value a record
     * @param time its event time
     * @param <T> the type of the record
     * @return both
     */
    public static <T> Timestamped<T> of(T value, Instant time) {
        return new Timestamped<>(value, time.toEpochMilli());
    }

    /**
     * @return its event time
     * @throws IllegalStateException if it has none
     */
    public Instant time() {
        if (timestamp == NO_TIMESTAMP) {
            throw new IllegalStateException("the record " + value + " has no event time");
        }
        return Instant.ofEpochMilli(timestamp);
    }

    @Override
    public String toString() {
        return value + (timestamp == NO_TIMESTAMP ? "" : " at " + Instant.ofEpochMilli(timestamp));
    }
}
