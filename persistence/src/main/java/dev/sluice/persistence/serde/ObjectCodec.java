package dev.sluice.persistence.serde;

import java.util.ArrayList;
import java.util.List;
import org.apache.fory.Fory;
import org.apache.fory.logging.LoggerFactory;
import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.memory.MemoryUtils;
import org.apache.fory.resolver.ClassResolver;
import org.apache.fory.serializer.JdkProxySerializer;
import org.apache.fory.serializer.LambdaSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of any declared classes, by Apache Fory in its native format with shared class metadata: classes and fields go
 * by name, once an array, so that fields may be added and removed. Loaded only when the first such value comes.
 */
final class ObjectCodec {
    /** A larger buffer is not kept for the next array. */
    private static final int MAX_KEPT_BYTES = 1 << 20;

    private static final int FIRST_BYTES = 256;

    /** How deep values may be nested; more than a stack of 1 MiB holds. */
    private static final int MAX_DEPTH = 1 << 16;

    static {
        LoggerFactory.disableLogging(); // it would write to standard output; whatever matters is thrown
    }

    private final AllowedTypes types;
    private final long compileAfter;
    private MemoryBuffer buffer = MemoryUtils.buffer(FIRST_BYTES);
    private @Nullable Fory current;
    private boolean compiled;
    private long carried;

    /** @param compileAfter how many values are carried before serializers are compiled for them */
    ObjectCodec(AllowedTypes types, long compileAfter) {
        this.types = types;
        this.compileAfter = compileAfter;
    }

    /** Encodes a range of an array behind two given bytes. */
    byte[] encode(int first, int second, @Nullable Object[] values, int from, int to) {
        write(first, second, values, from, to);
        byte[] bytes = buffer.getBytes(0, buffer.writerIndex());
        release();
        return bytes;
    }

    @Nullable
    Object[] decode(ByteSource in) {
        MemoryBuffer source = MemoryUtils.wrap(in.bytes(), in.position(), in.remaining());
        @Nullable Object[] values = read(source);
        in.skip(source.readerIndex());
        return values;
    }

    /** Copies by writing and reading, so that a copy is exactly what another machine would get. */
    @Nullable
    Object[] copy(@Nullable Object[] values, int from, int to) {
        write(0, 0, values, from, to);
        buffer.readerIndex(2);
        @Nullable Object[] copies = read(buffer);
        release();
        return copies;
    }

    private void write(int first, int second, @Nullable Object[] values, int from, int to) {
        Batch batch = new Batch(values, from, to);
        try {
            LargeStack.callIfNeeded(() -> tryToWrite(first, second, batch), () -> {
                discard();
                MemoryBuffer written = tryToWrite(first, second, batch);
                // Only reading minds how deep it is: better refused now than found unreadable later.
                return fory(1).deserialize(written.slice(2, written.writerIndex() - 2));
            });
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            discard();
            release();
            throw UndeclaredTypeException.in(e)
                    .orElseGet(() -> new IllegalArgumentException("a value cannot be serialized: " + reason(e), e));
        }
    }

    private MemoryBuffer tryToWrite(int first, int second, Batch batch) {
        buffer.writerIndex(0);
        buffer.writeByte((byte) first);
        buffer.writeByte((byte) second);
        return fory(batch.to() - batch.from()).serialize(buffer, batch);
    }

    private @Nullable Object[] read(MemoryBuffer source) {
        int start = source.readerIndex();
        try {
            Object root = LargeStack.callIfNeeded(() -> fory(1).deserialize(source), () -> {
                discard();
                source.readerIndex(start);
                return fory(1).deserialize(source);
            });
            if (root instanceof Batch batch) {
                return batch.values();
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            discard();
            throw UndeclaredTypeException.in(e)
                    .orElseGet(() -> new DamagedValueException("damaged value: " + reason(e), e));
        }
        throw new DamagedValueException("damaged value: it is not an array of values");
    }

    private void release() {
        if (buffer.size() > MAX_KEPT_BYTES) {
            buffer = MemoryUtils.buffer(FIRST_BYTES);
        }
    }

    /** After a failure: what it did half is not used again. */
    private void discard() {
        current = null;
    }

    private Fory fory(int values) {
        carried += values;
        boolean compile = carried > compileAfter;
        Fory fory = current;
        if (fory == null || compile != compiled) {
            fory = create(compile);
            current = fory;
            compiled = compile;
        }
        return fory;
    }

    private Fory create(boolean compile) {
        Fory created = Fory.builder()
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
                // Whatever could be written can be read again, however large: the limits are for bytes of strangers.
                .withMaxGraphMemoryBytes(Long.MAX_VALUE)
                .withMaxUnbackedContainerItems(Integer.MAX_VALUE)
                .withMaxTypeFields(Short.MAX_VALUE)
                .withMaxTypeMetaBytes(1 << 20)
                .build();
        created.register(Batch.class, 0);
        created.registerSerializer(Batch.class, new BatchSerializer(created.getConfig()));
        created.register(EntrySerializer.TYPE, 1);
        created.registerSerializer(EntrySerializer.TYPE, new EntrySerializer(created.getConfig()));
        refuseBuiltIns(created);
        return created;
    }

    /** What Fory carries without asking: exceptions, lambdas, proxies, classes, buffers... Its own lists are only data. */
    private void refuseBuiltIns(Fory created) {
        List<Class<?>> refused =
                new ArrayList<>(List.of(LambdaSerializer.ReplaceStub.class, JdkProxySerializer.ReplaceStub.class));
        if (created.getTypeResolver() instanceof ClassResolver resolver) {
            for (Class<?> builtIn : resolver.getRegisteredClasses()) {
                boolean ofFory = builtIn.getName().startsWith("org.apache.fory.");
                if (!ofFory && builtIn != Batch.class && !types.allows(builtIn)) {
                    refused.add(builtIn);
                }
            }
        }
        for (Class<?> type : refused) {
            created.registerSerializer(type, new RefusingSerializer<>(created.getConfig(), type));
        }
    }

    private static String reason(Throwable e) {
        if (e instanceof StackOverflowError) {
            return "it is nested too deeply";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
