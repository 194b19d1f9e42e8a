package dev.sluice.runtime.operator;

import org.jspecify.annotations.Nullable;

/**
 * Where one declared state keeps what it holds now: an entry of the current key, or a slot of the current window's
 * pane.
 *
 * @param <V> what is kept: the value itself, all of a list, all of a map
 */
interface StateCell<V> {

    /** What was put last, or null; a mutable one may be changed, and must then be {@linkplain #put put} back. */
    @Nullable
    V get();

    void put(V value);

    void remove();
}
