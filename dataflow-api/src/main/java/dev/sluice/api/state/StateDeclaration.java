package dev.sluice.api.state;

import org.jspecify.annotations.Nullable;

/**
 * A piece of keyed state as a function declared it.
 *
 * @param name its name, unique within the operator; with the operator's uid it addresses the state in a snapshot
 * @param kind what it is
 * @param valueType the type of the value, of a list's elements or of a map's values
 * @param mapKeyType the type of a map's keys, null for other kinds
 */
public record StateDeclaration(
        String name,
        Kind kind,
        Class<?> valueType,
        @Nullable Class<?> mapKeyType) {

    /** The kinds of keyed state. */
    public enum Kind {
        /** {@link ValueState}. */
        VALUE,
        /** {@link ListState}. */
        LIST,
        /** {@link MapState}. */
        MAP
    }
}
