package dev.sluice.api.window;

/**
 * A record and its time.
 *
 * @param value the record
 * @param timestamp its event time in epoch milliseconds; the wall clock for windows of processing time, and
 *     {@code Long.MIN_VALUE} for a record without a timestamp
 * @param <T> the type of the record
 */
public record TimedValue<T>(T value, long timestamp) {}
