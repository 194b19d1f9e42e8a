package dev.sluice.runtime.operator;

/**
 * State that expires, and when it was written.
 *
 * @param time epoch milliseconds of the wall clock or of event time, as the state's time to live says
 * @param value what the user knows of
 * @param <V> the type of the value
 */
public record Timed<V>(long time, V value) {}
