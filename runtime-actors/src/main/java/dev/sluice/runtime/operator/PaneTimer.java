package dev.sluice.runtime.operator;

/**
 * Whom a timer of a window belongs to, in early snapshots.
 *
 * @param key the key; integer ones are kept as {@code Long}
 * @param start the window's first millisecond
 * @param end the window's end
 */
public record PaneTimer(Object key, long start, long end) {}
