package dev.sluice.runtime.offline;

import java.util.OptionalLong;

/**
 * What is in a window of a key so far.
 *
 * @param key whose it is
 * @param start of the window, epoch milliseconds. Tumbling, sliding and cumulative windows are kept in slices, which
 *     overlapping windows share: then the start of the slice
 * @param end of the window, exclusive; empty for a slice, which does not say of how long windows it is a part
 * @param value what is in it
 * @param <K> the type of the key
 * @param <V> the type of what is in it
 */
public record WindowEntry<K, V>(K key, long start, OptionalLong end, V value) {}
