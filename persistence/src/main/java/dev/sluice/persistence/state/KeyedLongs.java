package dev.sluice.persistence.state;

import java.util.List;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** One {@code long} for each key, without an object. Not thread-safe. */
public interface KeyedLongs {

    /**
     * @param key the key
     * @param ifAbsent what a key without a value has
     * @return its value
     */
    long get(KeyCursor key, long ifAbsent);

    /**
     * @param key the key; after a {@link #get} of the same key it costs no second look-up
     * @param value its new value
     */
    void put(KeyCursor key, long value);

    /**
     * Folds records into the values of their keys, those of a key in their order.
     *
     * @param keys the records' keys, where they are primitive
     * @param hashes the keys' hashes
     * @param from the place of the first record
     * @param to the place behind the last
     * @param initial what a key without a value has
     * @param fold what is done with each; must not touch these values otherwise
     * @throws Exception what the fold throws
     */
    void fold(long[] keys, int[] hashes, int from, int to, long initial, LongFold fold) throws Exception;

    /**
     * Folds records into the values of their keys, those of a key in their order.
     *
     * @param keys the records' keys, where they are objects
     * @param hashes the keys' hashes
     * @param from the place of the first record
     * @param to the place behind the last
     * @param initial what a key without a value has
     * @param fold what is done with each; must not touch these values otherwise
     * @throws Exception what the fold throws
     */
    void fold(@Nullable Object[] keys, int[] hashes, int from, int to, long initial, LongFold fold) throws Exception;

    /**
     * Merges all entries of other stores into this one, each key's in the order of the stores.
     *
     * @param others numbers of the same store, of this state or another; left as they are
     * @param initial what a key without a value has
     * @param merge combines this store's value, and another's, into this store's new one
     */
    void mergeAll(List<KeyedLongs> others, long initial, LongBinaryOperator merge);

    /** @return all entries; nothing may be put while it is in use */
    Scan scan();

    /** @return how many keys there are */
    long size();

    /** Visits entries, key group by key group. */
    interface Scan {

        /**
         * @param key is pointed at the next entry's key
         * @return whether there is one
         */
        boolean next(KeyCursor key);

        /** @return the current entry's value */
        long value();
    }
}
