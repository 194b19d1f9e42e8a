package dev.sluice.api.state;

import org.jspecify.annotations.Nullable;

/**
 * One value for each key, into which whatever is added is reduced. To be used only while a record or timer of a key is
 * being processed, on that thread.
 *
 * @param <V> the type of the value
 */
public interface ReducingState<V> {

    /** @return the current key's reduced value, or null if nothing was added */
    @Nullable
    V get();

    /**
     * @param value reduced into the current key's value, never null
     * @throws Exception what the function throws
     */
    void add(V value) throws Exception;

    /** Removes the current key's value. */
    void clear();
}
