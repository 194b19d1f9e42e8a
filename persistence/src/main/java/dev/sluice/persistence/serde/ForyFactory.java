package dev.sluice.persistence.serde;

import java.util.List;
import java.util.Set;
import org.apache.fory.Fory;
import org.apache.fory.logging.LoggerFactory;
import org.apache.fory.resolver.ClassResolver;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.ReplaceResolveSerializer;

/** Sets Fory up so that it carries what {@link AllowedTypes} allows, all of it, and nothing else. */
final class ForyFactory {
    /** How deep values may be nested; a stack of 1 MiB holds less. */
    private static final int MAX_DEPTH = 1 << 14;

    /** Not allowed as values; the latter stands in for values with a writeReplace method. */
    private static final Set<Class<?>> NEEDED = Set.of(Batch.class, ReplaceResolveSerializer.ReplaceStub.class);

    static {
        LoggerFactory.disableLogging(); // it would write to standard output; whatever matters is thrown
    }

    private ForyFactory() {}

    /** @param compile whether serializers are generated as code; both kinds read and write the same bytes */
    static Fory create(AllowedTypes types, boolean compile) {
        Fory fory = Fory.builder()
                .withXlang(false)
                .withCompatible(true)
                .withRefTracking(true)
                .serializeEnumByName(true)
                .withDeserializeUnknownClass(false)
                .requireClassRegistration(false)
                .withTypeChecker((resolver, name) -> {
                    if (types.allowsName(name)) {
                        return true;
                    }
                    throw new UndeclaredTypeException(name);
                })
                .withClassLoader(types.loader())
                .withCodegen(compile)
                .withMaxDepth(MAX_DEPTH)
                // Whatever could be written can be read again, if the heap can hold it at all. What is announced by
                // damaged bytes is refused before memory is taken for it.
                .withMaxGraphMemoryBytes(Runtime.getRuntime().maxMemory())
                .withMaxUnbackedContainerItems(Integer.MAX_VALUE)
                .withMaxTypeFields(Short.MAX_VALUE)
                .withMaxTypeMetaBytes(1 << 20)
                .build();
        TypeResolver resolver = fory.getTypeResolver();
        fory.register(Batch.class, 0);
        fory.registerSerializer(Batch.class, new BatchSerializer(fory.getConfig()));
        fory.register(EntrySerializer.TYPE, 1);
        fory.registerSerializer(EntrySerializer.TYPE, new EntrySerializer(fory.getConfig()));
        for (Class<?> type : UnmodifiableListSerializer.TYPES) {
            fory.registerSerializer(type, new UnmodifiableListSerializer(resolver, type));
        }
        // What Fory carries without asking: exceptions, lambdas, proxies, classes, buffers, data types of its own...
        for (Class<?> builtIn : List.copyOf(((ClassResolver) resolver).getRegisteredClasses())) {
            if (!types.allows(builtIn) && !NEEDED.contains(builtIn)) {
                fory.registerSerializer(builtIn, RefusingSerializer.of(resolver, builtIn));
            }
        }
        return fory;
    }
}
