package dev.sluice.api.state;

import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * A piece of state as a function declared it.
 *
 * @param name its name, unique within the operator; with the operator's uid it addresses the state in a snapshot
 * @param kind what it is
 * @param valueType the type of the value, of a list's elements, of a map's values or of an accumulator; {@code Object}
 *     where nothing is known
 * @param mapKeyType the type of a map's keys, null for other kinds
 * @param ttl how long it lives; null: until it is removed
 * @param fold what is done with what is added, for kinds to which one adds, else null
 * @param redistribution of an operator's list, null for other kinds
 */
public record StateDeclaration(
        String name,
        Kind kind,
        Class<?> valueType,
        @Nullable Class<?> mapKeyType,
        @Nullable StateTtl ttl,
        @Nullable StateFold<?, ?, ?> fold,
        @Nullable Redistribution redistribution) {

    /** The kinds of state. */
    public enum Kind {
        /** {@link ValueState}. */
        VALUE("ValueState"),
        /** {@link ListState}. */
        LIST("ListState"),
        /** {@link MapState}. */
        MAP("MapState"),
        /** {@link ReducingState}. */
        REDUCING("ReducingState"),
        /** {@link AggregatingState}. */
        AGGREGATING("AggregatingState"),
        /** A {@link MapState} that all subtasks keep alike. */
        BROADCAST("broadcast MapState"),
        /** A {@link ListState} of an operator without keys. */
        OPERATOR_LIST("operator ListState");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** @return whether there is one for each key */
        public boolean isKeyed() {
            return this != BROADCAST && this != OPERATOR_LIST;
        }
    }

    /** Takes the class of boxed values for that of primitive ones. */
    public StateDeclaration {
        valueType = MethodType.methodType(valueType).wrap().returnType();
        mapKeyType = mapKeyType == null
                ? null
                : MethodType.methodType(mapKeyType).wrap().returnType();
    }

    static StateDeclaration of(String name, Kind kind, Class<?> type, @Nullable StateTtl ttl) {
        return new StateDeclaration(name, kind, type, null, ttl, null, null);
    }

    static StateDeclaration map(String name, Kind kind, Class<?> keyType, Class<?> type, @Nullable StateTtl ttl) {
        return new StateDeclaration(name, kind, type, keyType, ttl, null, null);
    }

    /**
     * @param other another name
     * @return the same state by that name
     */
    public StateDeclaration named(String other) {
        return new StateDeclaration(other, kind, valueType, mapKeyType, ttl, fold, redistribution);
    }

    /** @return its kind and types in words; two with the same words can read each other's snapshots */
    public String describe() {
        return kind.label
                + (mapKeyType == null ? "<" : "<" + mapKeyType.getName() + ", ")
                + valueType.getName()
                + (redistribution == Redistribution.IDENTICAL ? "> of identical elements" : ">");
    }
}
