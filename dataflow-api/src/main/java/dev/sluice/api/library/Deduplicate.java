package dev.sluice.api.library;

import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.join.Change;
import dev.sluice.api.state.StateTtl;

/**
 * One record of each key, in order of arrival. Within a window, use {@code reduce((first, next) -> first)} instead: it
 * forgets with its window.
 */
public final class Deduplicate {
    private Deduplicate() {}

    /**
     * Keeps a mark for each key for ever; see {@link #first(StateTtl)}.
     *
     * @param <K> the type of the key
     * @param <T> the type of the records
     * @return passes the first record of each key on, with its timestamp, and drops the others
     */
    public static <K, T> KeyedProcessFunction<K, T, T> first() {
        return new FirstOfKey<>(null);
    }

    /**
     * @param ttl how long a key is remembered: with the default, from its first record on; with
     *     {@link StateTtl#onReadAndWrite()}, from its last
     * @param <K> the type of the key
     * @param <T> the type of the records
     * @return passes a record on, with its timestamp, if its key is not remembered, and drops the others
     */
    public static <K, T> KeyedProcessFunction<K, T, T> first(StateTtl ttl) {
        return new FirstOfKey<>(ttl);
    }

    /**
     * Keeps the last record of each key for ever; see {@link #last(StateTtl)}.
     *
     * @param <K> the type of the key
     * @param <T> the type of the records
     * @return the table of the last record of each key: each record is inserted, and the one before it deleted
     */
    public static <K, T> KeyedProcessFunction<K, T, Change<T>> last() {
        return new LastOfKey<>(null);
    }

    /**
     * @param ttl how long a record is remembered; one that is forgotten is not deleted when the next comes
     * @param <K> the type of the key
     * @param <T> the type of the records
     * @return as {@link #last()}
     */
    public static <K, T> KeyedProcessFunction<K, T, Change<T>> last(StateTtl ttl) {
        return new LastOfKey<>(ttl);
    }
}
