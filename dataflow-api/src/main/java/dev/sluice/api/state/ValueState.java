package dev.sluice.api.state;

import org.jspecify.annotations.Nullable;

/**
 * One value for each key. To be used only while a record or timer of a key is being processed, on that thread.
 *
 * @param <V> the type of the value
 */
public interface ValueState<V> {

    /** @return the current key's value, or null if there is none */
    @Nullable
    V value();

    /** @param value the current key's new value, never null: use {@link #clear()} */
    void update(V value);

    /** Removes the current key's value. */
    void clear();
}
