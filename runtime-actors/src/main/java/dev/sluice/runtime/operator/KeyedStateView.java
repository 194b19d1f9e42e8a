package dev.sluice.runtime.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator whose state by key can be looked at between two batches, on the operator's thread. */
public interface KeyedStateView {

    /** @return the names of the states that can be looked at */
    List<String> stateNames();

    /**
     * @param name one of the {@link #stateNames()}
     * @param key a key that this subtask owns, as the user knows it
     * @return what the key has there, a copy: a value, list or map; null for a value that is not set
     */
    @Nullable
    Object state(String name, Object key);
}
