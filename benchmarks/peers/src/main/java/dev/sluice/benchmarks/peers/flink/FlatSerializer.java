package dev.sluice.benchmarks.peers.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What hand-written serializers have in common: nothing is looked up and nothing is tagged, which is the fastest that
 * Flink can be given.
 */
abstract class FlatSerializer<T> extends TypeSerializer<T> {
    private final int length;
    private final boolean immutable;

    /**
     * @param length of a serialized object in bytes; -1 if they differ
     * @param immutable whether the objects never change, so that they need not be copied
     */
    FlatSerializer(int length, boolean immutable) {
        this.length = length;
        this.immutable = immutable;
    }

    @Override
    public final boolean isImmutableType() {
        return immutable;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final T copy(T from) {
        return immutable ? from : copy(from, createInstance());
    }

    @Override
    public final int getLength() {
        return length;
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        return deserialize(createInstance(), in);
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        if (length >= 0) {
            out.write(in, length);
        } else {
            serialize(deserialize(in), out);
        }
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // each subclass is another serializer, and none has fields
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
