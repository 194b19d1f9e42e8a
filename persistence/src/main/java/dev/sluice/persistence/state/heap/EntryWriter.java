package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers entries of one state and key group into chunks. A chunk holds columns: namespaces (one number if all are the
 * same), keys, values; what is unboxed in the heap is eight bytes here, the rest is written by the serializer, a column
 * at a time.
 */
final class EntryWriter {
    /** Entries a chunk: some tens to hundreds of kilobytes for usual values. */
    static final int LIMIT = 4096;

    private final String operator;
    private final SnapshotWriter writer;
    private final ValueCodec codec;
    private final KeyKind kind;
    private final long[] namespaces = new long[LIMIT];
    private final long[] longKeys = new long[LIMIT];
    private final @Nullable Object[] keys = new Object[LIMIT];
    private final long[] longValues = new long[LIMIT];
    private final @Nullable Object[] values = new Object[LIMIT];
    private String state = "";
    private int group = -1;
    private boolean longs;
    private int size;

    EntryWriter(String operator, SnapshotWriter writer, ValueCodec codec, KeyKind kind) {
        this.operator = operator;
        this.writer = writer;
        this.codec = codec;
        this.kind = kind;
    }

    /** Begins a chunk for these entries, unless they fit the one begun; returns whether all before are written. */
    boolean begin(String newState, int newGroup, boolean newLongs) throws IOException {
        if (newState.equals(state) && newGroup == group && newLongs == longs) {
            return false;
        }
        flush();
        state = newState;
        group = newGroup;
        longs = newLongs;
        return true;
    }

    void add(long namespace, KeyCursor key, long value) throws IOException {
        longValues[next(namespace, key)] = value;
    }

    void add(long namespace, long key, long value) throws IOException {
        if (size == LIMIT) {
            flush();
        }
        namespaces[size] = namespace;
        longKeys[size] = key;
        longValues[size++] = value;
    }

    void add(long namespace, KeyCursor key, Object value) throws IOException {
        values[next(namespace, key)] = value;
    }

    private int next(long namespace, KeyCursor key) throws IOException {
        if (size == LIMIT) {
            flush();
        }
        namespaces[size] = namespace;
        if (kind.primitive()) {
            longKeys[size] = key.number();
        } else {
            keys[size] = key.object();
        }
        return size++;
    }

    void flush() throws IOException {
        if (size == 0) {
            return;
        }
        byte[] keyBytes = kind.primitive() ? EntryChunk.NONE : codec.encodeAll(keys, 0, size);
        byte[] valueBytes = longs ? EntryChunk.NONE : codec.encodeAll(values, 0, size);
        ByteBuffer chunk = ByteBuffer.allocate(
                1 + 3 * Long.BYTES * size + 2 * Integer.BYTES + keyBytes.length + valueBytes.length);
        boolean oneNamespace = isOneNamespace();
        chunk.put((byte) ((longs ? EntryChunk.LONGS : 0) | (oneNamespace ? EntryChunk.ONE_NAMESPACE : 0)));
        if (oneNamespace) {
            chunk.putLong(namespaces[0]);
        } else {
            putLongs(chunk, namespaces);
        }
        if (kind.primitive()) {
            putLongs(chunk, longKeys);
        } else {
            chunk.putInt(keyBytes.length).put(keyBytes);
        }
        if (longs) {
            putLongs(chunk, longValues);
        } else {
            chunk.putInt(valueBytes.length).put(valueBytes);
        }
        writer.chunk(new ChunkHeader(operator, state, group, size), chunk.array(), 0, chunk.position());
        Arrays.fill(keys, 0, size, null);
        Arrays.fill(values, 0, size, null);
        size = 0;
    }

    private boolean isOneNamespace() {
        for (int i = 1; i < size; i++) {
            if (namespaces[i] != namespaces[0]) {
                return false;
            }
        }
        return true;
    }

    private void putLongs(ByteBuffer chunk, long[] column) {
        chunk.asLongBuffer().put(column, 0, size);
        chunk.position(chunk.position() + size * Long.BYTES);
    }
}
