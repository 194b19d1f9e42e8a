package dev.sluice.persistence.state;

import org.jspecify.annotations.Nullable;

/**
 * What {@link KeyedValues#fold} does with each record.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface ValueFold<V> {

    /**
     * @param place the record's
     * @param before the value of its key, or null; a mutable one may be changed and returned
     * @return the new value; null only if it has none and is to have none
     * @throws Exception ends the fold; no others are folded
     */
    @Nullable
    V apply(int place, @Nullable V before) throws Exception;
}
