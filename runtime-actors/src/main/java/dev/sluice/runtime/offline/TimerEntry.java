package dev.sluice.runtime.offline;

/**
 * A timer.
 *
 * @param key whose it is
 * @param time when it comes, epoch milliseconds
 * @param isEventTime whether of event time; else of the wall clock
 * @param <K> the type of the key
 */
public record TimerEntry<K>(K key, long time, boolean isEventTime) {}
