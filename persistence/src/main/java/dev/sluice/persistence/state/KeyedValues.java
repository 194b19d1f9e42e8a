package dev.sluice.persistence.state;

import org.jspecify.annotations.Nullable;

/**
 * One object for each key. Not thread-safe.
 *
 * @param <V> the type of the values
 */
public interface KeyedValues<V> {

    /**
     * @param key the key
     * @return its value, or null; a mutable one may be changed, and must then be {@linkplain #put put} back
     */
    @Nullable
    V get(KeyCursor key);

    /**
     * @param key the key; after a {@link #get} of the same key it costs no second look-up
     * @param value its new value
     */
    void put(KeyCursor key, V value);

    /** @param key what is removed, if it is there */
    void remove(KeyCursor key);

    /**
     * Folds records into the values of their keys, those of a key in their order.
     *
     * @param keys the records' keys, where they are primitive
     * @param hashes the keys' hashes
     * @param from the place of the first record
     * @param to the place behind the last
     * @param fold what is done with each; must not touch these values otherwise
     * @throws Exception what the fold throws
     */
    void fold(long[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception;

    /**
     * Folds records into the values of their keys, those of a key in their order.
     *
     * @param keys the records' keys, where they are objects
     * @param hashes the keys' hashes
     * @param from the place of the first record
     * @param to the place behind the last
     * @param fold what is done with each; must not touch these values otherwise
     * @throws Exception what the fold throws
     */
    void fold(@Nullable Object[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception;

    /** @return all entries; nothing may be put or removed while it is in use */
    Scan<V> scan();

    /**
     * Goes on through the entries where the last call ended, round and round; values change and keys go as the sieve
     * says. What is added meanwhile may be passed over until the next round.
     *
     * @param places how many places are visited, of which most hold an entry; at most one round, and a first call with
     *     enough of them visits each entry once
     * @param sieve decides on each
     */
    void sweep(int places, Sieve<V> sieve);

    /** @return how many keys there are */
    long size();

    /**
     * Visits entries, key group by key group.
     *
     * @param <V> the type of the values
     */
    interface Scan<V> {

        /**
         * @param key is pointed at the next entry's key
         * @return whether there is one
         */
        boolean next(KeyCursor key);

        /** @return the current entry's value */
        V value();
    }
}
