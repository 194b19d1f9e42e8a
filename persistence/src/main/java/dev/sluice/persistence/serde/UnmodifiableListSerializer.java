package dev.sluice.persistence.serde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.fory.context.ReadContext;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.collection.ImmutableCollectionSerializers.ImmutableListSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link List#of} and {@code Stream.toList} make. The latter may hold nulls, which Fory's own serializer writes
 * and then fails to read.
 */
@SuppressWarnings("rawtypes") // as what it overrides
final class UnmodifiableListSerializer extends ImmutableListSerializer {
    /** The classes of the JDK that it is for. */
    static final List<Class<?>> TYPES = List.of(
            List.of(1).getClass(),
            List.of(1, 2, 3).getClass(),
            List.of(1, 2, 3).subList(0, 2).getClass());

    UnmodifiableListSerializer(TypeResolver resolver, Class<?> type) {
        super(resolver, type);
    }

    @Override
    public Collection newCollection(ReadContext context, boolean elementReadAlwaysAdvances) {
        int size = readCollectionSize(context, context.getBuffer(), elementReadAlwaysAdvances);
        setNumElements(size);
        return new ArrayList<>(size);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Collection onCollectionRead(Collection read) {
        @Nullable Object[] elements = read.toArray();
        boolean hasNull = Arrays.asList(elements).contains(null);
        return hasNull ? Arrays.stream(elements).toList() : List.of(elements);
    }
}
