package dev.sluice.persistence.state;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a store must know of its values.
 *
 * @param copier makes a copy that shares nothing mutable with the original; null: the serializer does it
 * @param <V> the type of the values
 */
public record ValueType<V>(@Nullable UnaryOperator<V> copier) {

    /**
     * @param <V> the type of the values
     * @return values that the serializer copies where it must
     */
    public static <V> ValueType<V> serialized() {
        return new ValueType<>(null);
    }
}
