package dev.sluice.runtime.operator;

import dev.sluice.api.state.StateDeclaration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The type that a state's values, elements or keys were declared with.
 *
 * @param type null: any
 */
record StateType<V>(String state, @Nullable Class<?> type) {

    static <V> StateType<V> ofValue(StateDeclaration declaration) {
        return of(declaration, declaration.valueType());
    }

    static <K> StateType<K> ofMapKey(StateDeclaration declaration) {
        return of(declaration, Objects.requireNonNull(declaration.mapKeyType()));
    }

    private static <V> StateType<V> of(StateDeclaration declaration, Class<?> type) {
        return new StateType<>(declaration.name(), type == Object.class ? null : type);
    }

    /**
     * Refuses what the state cannot hold.
     *
     * @param instead of null
     */
    void check(@Nullable V value, String instead) {
        if (value == null) {
            throw new NullPointerException("state \"" + state + "\" cannot hold null: " + instead);
        }
        if (type != null && !type.isInstance(value)) {
            throw new ClassCastException("state \"" + state + "\" was declared with " + type.getName()
                    + " and cannot hold a " + value.getClass().getName() + ": declare it with that or with "
                    + "a class of both");
        }
    }
}
