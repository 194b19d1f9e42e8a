package dev.sluice.persistence.state;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a store must know of its values.
 *
 * @param copier makes a copy that shares nothing mutable with the original; null: the serializer does it
 * @param prototype makes values that the store may overwrite; where there is one, the store need not keep the values
 *     themselves but what their fields hold, and what it returns of a mutable class is good until the next access
 * @param expiry gives, asked at the synchronous part of a snapshot, what of a value is still to be written; null: all
 *     of it. Only where there is no prototype
 * @param <V> the type of the values
 */
public record ValueType<V>(
        @Nullable UnaryOperator<V> copier,
        @Nullable Supplier<V> prototype,
        @Nullable Supplier<Sieve<V>> expiry) {

    /** Values that do not expire. */
    public ValueType(@Nullable UnaryOperator<V> copier, @Nullable Supplier<V> prototype) {
        this(copier, prototype, null);
    }

    /**
     * @param <V> the type of the values
     * @return values that the serializer copies where it must
     */
    public static <V> ValueType<V> serialized() {
        return new ValueType<>(null, null);
    }
}
