package dev.sluice.persistence.serde;

import org.apache.fory.memory.MemoryBuffer;
import org.apache.fory.memory.MemoryUtils;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of any declared classes, by Apache Fory in its native format with shared class metadata: classes and fields go
 * by name, once an array, so that fields may be added and removed. Loaded only when the first such value comes.
 */
final class ObjectCodec {
    /** A larger buffer is not kept for the next array. */
    private static final int MAX_KEPT_BYTES = 1 << 20;

    private static final int FIRST_BYTES = 256;

    private final TieredFory fory;
    private MemoryBuffer buffer = MemoryUtils.buffer(FIRST_BYTES);

    /** @param compileAfter how many values are carried before serializers are generated as code */
    ObjectCodec(AllowedTypes types, long compileAfter) {
        fory = new TieredFory(types, compileAfter);
    }

    /** Encodes a range of an array behind two given bytes. */
    byte[] encode(int first, int second, @Nullable Object[] values, int from, int to) {
        write(first, second, values, from, to);
        byte[] bytes = buffer.getBytes(0, buffer.writerIndex());
        fory.carried(to - from, bytes, 2, bytes.length - 2);
        release();
        return bytes;
    }

    @Nullable
    Object[] decode(ByteSource in) {
        MemoryBuffer source = MemoryUtils.wrap(in.bytes(), in.position(), in.remaining());
        @Nullable Object[] values = read(source);
        fory.carried(values.length, in.bytes(), in.position(), in.remaining());
        in.skip(source.readerIndex());
        return values;
    }

    /** Copies by writing and reading, so that a copy is exactly what another machine would get. */
    @Nullable
    Object[] copy(@Nullable Object[] values, int from, int to) {
        write(0, 0, values, from, to);
        buffer.readerIndex(2);
        @Nullable Object[] copies = read(buffer);
        fory.carried(2 * copies.length, buffer.getHeapMemory(), 2, buffer.writerIndex() - 2);
        release();
        return copies;
    }

    private void write(int first, int second, @Nullable Object[] values, int from, int to) {
        Batch batch = new Batch(values, from, to);
        try {
            LargeStack.callIfNeeded(() -> tryToWrite(first, second, batch), () -> {
                fory.discard();
                MemoryBuffer written = tryToWrite(first, second, batch);
                // Only reading minds how deep it is: better refused now than found unreadable later.
                return fory.get().deserialize(written.slice(2, written.writerIndex() - 2));
            });
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            fory.discard();
            release();
            throw UndeclaredTypeException.in(e)
                    .orElseGet(() -> new IllegalArgumentException("a value cannot be serialized: " + reason(e), e));
        }
    }

    private MemoryBuffer tryToWrite(int first, int second, Batch batch) {
        buffer.writerIndex(0);
        buffer.writeByte((byte) first);
        buffer.writeByte((byte) second);
        return fory.get().serialize(buffer, batch);
    }

    private @Nullable Object[] read(MemoryBuffer source) {
        int start = source.readerIndex();
        try {
            Object root = LargeStack.callIfNeeded(() -> fory.get().deserialize(source), () -> {
                fory.discard();
                source.readerIndex(start);
                return fory.get().deserialize(source);
            });
            if (root instanceof Batch batch) {
                return batch.values();
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            fory.discard();
            throw UndeclaredTypeException.in(e)
                    .or(() -> DamagedValueException.in(e))
                    .orElseGet(() -> new DamagedValueException("damaged value: " + reason(e), e));
        }
        throw new DamagedValueException("damaged value: it is not an array of values");
    }

    private void release() {
        if (buffer.size() > MAX_KEPT_BYTES) {
            buffer = MemoryUtils.buffer(FIRST_BYTES);
        }
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    static String reason(Throwable e) {
        Throwable root = root(e);
        if (root instanceof StackOverflowError) {
            return "it is nested too deeply";
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
