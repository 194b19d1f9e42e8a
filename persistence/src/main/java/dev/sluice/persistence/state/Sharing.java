package dev.sluice.persistence.state;

import dev.sluice.persistence.serde.Immutability;
import dev.sluice.persistence.serde.ValueCodec;
import org.jspecify.annotations.Nullable;

/**
 * Decides what may be passed by reference: what cannot change is, anything else is copied. Remembers the last immutable
 * class, so a stream of one record type pays a comparison. Not thread-safe.
 */
public final class Sharing {
    private final ValueCodec codec;
    private @Nullable Class<?> immutableClass;

    /** @param codec makes the copies */
    public Sharing(ValueCodec codec) {
        this.codec = codec;
    }

    /**
     * @param value a record, key or state value
     * @return whether it can change
     */
    public boolean isMutable(Object value) {
        Class<?> type = value.getClass();
        if (type == immutableClass) {
            return false;
        }
        if (Immutability.isImmutableType(type)) {
            immutableClass = type;
            return false;
        }
        return !Immutability.isImmutable(value);
    }

    /**
     * @param value a record, key or state value
     * @param <T> its type
     * @return the value itself if it cannot change, else a copy that shares nothing mutable with it
     */
    public <T> T own(T value) {
        return isMutable(value) ? codec.copy(value) : value;
    }
}
