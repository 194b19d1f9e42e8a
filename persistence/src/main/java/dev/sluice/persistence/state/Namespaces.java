package dev.sluice.persistence.state;

import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * A named state that is divided by a number: a window's slice by its start, for example. State without such a division
 * uses {@link #DEFAULT}.
 *
 * @param <S> {@link KeyedValues} or {@link KeyedLongs}
 */
public interface Namespaces<S> {

    /** The namespace of state that is not divided. */
    long DEFAULT = 0;

    /**
     * @param namespace which
     * @return its store, made if absent
     */
    S at(long namespace);

    /**
     * @param namespace which
     * @return its store, or null if there is none
     */
    @Nullable
    S find(long namespace);

    /** @param namespace what is dropped as a whole */
    void drop(long namespace);

    /** @return those that exist, in order; a view */
    NavigableSet<Long> all();
}
