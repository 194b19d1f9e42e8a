package dev.sluice.persistence.state;

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
     * Hints that the values of some keys will be asked for soon: memory fetches them side by side instead of one after
     * the other. Changes nothing.
     *
     * @param hashes the hashes of the keys
     * @param from the first
     * @param to behind the last
     */
    default void prefetch(int[] hashes, int from, int to) {}

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
