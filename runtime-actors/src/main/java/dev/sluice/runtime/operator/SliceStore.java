package dev.sluice.runtime.operator;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.runtime.data.Batch;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** Keeps one accumulator for each slice and key, and combines slices into windows. */
interface SliceStore {

    /**
     * Folds the records from one place to another into a slice; the batch's {@code next} is behind them afterwards, or
     * at the one that failed.
     */
    void add(long slice, Batch in, int from, int to, Emitter out) throws Exception;

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

    /** Makes the store that suits a fold. */
    interface Factory {
        SliceStore open(KeyedStateStore store);
    }

    /** A window's results. */
    interface Firing {
        boolean next(KeyCursor key);

        Object result();

        /** Forgets what was combined. */
        default void end() {}
    }
}
