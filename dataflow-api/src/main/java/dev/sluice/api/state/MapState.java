package dev.sluice.api.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map for each key. To be used only while a record or timer of a key is being processed, on that thread.
 *
 * @param <K> the type of the map's keys
 * @param <V> the type of the map's values
 */
public interface MapState<K, V> {

    /**
     * @param key a key of the map
     * @return its value, or null if there is none
     */
    @Nullable
    V get(K key);

    /**
     * @param key a key of the map
     * @param value its new value, never null
     */
    void put(K key, V value);

    /** @param key what is removed, if it is there */
    void remove(K key);

    /**
     * @param key a key of the map
     * @return whether it has a value
     */
    boolean contains(K key);

    /** @return the current key's map, empty if there is none; not to be changed */
    Map<K, V> entries();

    /** @return whether the current key's map is empty */
    boolean isEmpty();

    /** Removes the current key's map. */
    void clear();
}
