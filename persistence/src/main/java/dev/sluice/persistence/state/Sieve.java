package dev.sluice.persistence.state;

import org.jspecify.annotations.Nullable;

/**
 * Says what is kept of a value as of some moment. Safe for use by several threads: a snapshot asks it while it is
 * written.
 *
 * @param <V> the type of the values
 */
public interface Sieve<V> {

    /**
     * @param value not to be changed
     * @return the value itself to keep it as it is, another that takes its place, or null to drop it
     */
    @Nullable
    V keep(V value);
}
