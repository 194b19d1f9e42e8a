package dev.sluice.persistence.serde;

import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.serializer.Serializer;

/** Takes the place of a serializer that Fory always has, for a class that {@link AllowedTypes} does not allow. */
final class RefusingSerializer<T> extends Serializer<T> {
    RefusingSerializer(Config config, Class<T> type) {
        super(config, type);
    }

    @Override
    public void write(WriteContext context, T value) {
        throw new UndeclaredTypeException(type.getName());
    }

    @Override
    public T read(ReadContext context) {
        throw new UndeclaredTypeException(type.getName());
    }
}
