package dev.sluice.runtime.operator;

import dev.sluice.persistence.state.KeyCursor;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** Keeps one accumulator for each slice and key, and combines slices into windows. */
interface SliceStore {

    /** Folds a record into a slice. */
    void add(long slice, KeyCursor key, Object record) throws Exception;

    /** Hints that records of a slice follow whose keys have these hashes; changes nothing. */
    void prefetch(long slice, int[] hashes, int from, int to);

    /** The slices that exist, by their starts; a view. */
    NavigableSet<Long> slices();

    void drop(long slice);

    /**
     * Combines the slices from one start (inclusive) to another (exclusive), to visit key by key; moves the cursor.
     *
     * @param last whether no slice of them is needed any more
     */
    Firing fire(long from, long to, boolean last, KeyCursor key) throws Exception;

    /** The result of one key over the slices from one start (inclusive) to another (exclusive), or null. */
    @Nullable
    Object result(KeyCursor key, long from, long to) throws Exception;

    /** A window's results. */
    interface Firing {
        boolean next(KeyCursor key);

        Object result();

        /** Forgets what was combined. */
        default void end() {}
    }
}
