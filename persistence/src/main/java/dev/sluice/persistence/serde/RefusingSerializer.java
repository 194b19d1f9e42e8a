package dev.sluice.persistence.serde;

import java.util.Collection;
import java.util.Map;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;
import org.apache.fory.serializer.collection.CollectionSerializer;
import org.apache.fory.serializer.collection.MapSerializer;

/** Takes the place of a serializer that Fory always has, for a class that {@link AllowedTypes} does not allow. */
final class RefusingSerializer<T> extends Serializer<T> {
    private RefusingSerializer(TypeResolver resolver, Class<T> type) {
        super(resolver.getConfig(), type);
    }

    static Serializer<?> of(TypeResolver resolver, Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return new OfCollection<>(resolver, type.asSubclass(Collection.class));
        }
        return Map.class.isAssignableFrom(type)
                ? new OfMap<>(resolver, type.asSubclass(Map.class))
                : new RefusingSerializer<>(resolver, type);
    }

    @Override
    public void write(WriteContext context, T value) {
        throw new UndeclaredTypeException(type.getName());
    }

    @Override
    public T read(ReadContext context) {
        throw new UndeclaredTypeException(type.getName());
    }

    /** Fory insists on a collection serializer for a collection. */
    @SuppressWarnings("rawtypes") // as what it extends
    private static final class OfCollection<T extends Collection> extends CollectionSerializer<T> {
        private OfCollection(TypeResolver resolver, Class<T> type) {
            super(resolver, type, false);
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

    @SuppressWarnings("rawtypes") // as what it extends
    private static final class OfMap<T extends Map> extends MapSerializer<T> {
        private OfMap(TypeResolver resolver, Class<T> type) {
            super(resolver, type, false);
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
}
