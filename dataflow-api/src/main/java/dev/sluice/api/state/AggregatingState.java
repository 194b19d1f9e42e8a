package dev.sluice.api.state;

import org.jspecify.annotations.Nullable;

/**
 * One accumulator for each key, into which whatever is added is folded. To be used only while a record or timer of a
 * key is being processed, on that thread.
 *
 * @param <I> the type of what is added
 * @param <R> the type of the result
 */
public interface AggregatingState<I, R> {

    /** @return the result of the current key's accumulator, or null if nothing was added */
    @Nullable
    R get();

    /**
     * @param value folded into the current key's accumulator, never null
     * @throws Exception what the function throws
     */
    void add(I value) throws Exception;

    /** Removes the current key's accumulator. */
    void clear();
}
