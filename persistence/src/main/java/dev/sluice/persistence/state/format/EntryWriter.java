package dev.sluice.persistence.state.format;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.ChunkWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers entries of one state and key group into chunks. A chunk holds columns: namespaces (one number if all are the
 * same), keys, values; whole numbers are eight bytes, the rest is written by the serializer, a column at a time. Rows
 * are eight bytes a field, each row behind its key. This is the form that every backend reads.
 */
public final class EntryWriter {
    /** Entries a chunk: some tens to hundreds of kilobytes for usual values. */
    public static final int LIMIT = 4096;

    private final String operator;
    private final ChunkWriter writer;
    private final ValueCodec codec;
    private final KeyKind kind;
    private final long[] namespaces = new long[LIMIT];
    private final long[] longKeys = new long[LIMIT];
    private final @Nullable Object[] keys = new Object[LIMIT];
    private final long[] longValues = new long[LIMIT];
    private final @Nullable Object[] values = new Object[LIMIT];
    private String state = "";
    private int group = -1;
    private EntryKind entries = EntryKind.OBJECTS;
    private long[] rows = {};
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int size;

    /**
     * @param operator the uid under which it is written
     * @param writer where to
     * @param codec the calling thread's own
     * @param kind of the keys
     */
    public EntryWriter(String operator, ChunkWriter writer, ValueCodec codec, KeyKind kind) {
        this.operator = operator;
        this.writer = writer;
        this.codec = codec;
        this.kind = kind;
    }

    /**
     * Begins a chunk for these entries, unless they fit the one begun.
     *
     * @param newState the name of the state
     * @param newGroup the key group
     * @param newKind what stands behind the keys
     * @return whether all before are written
     * @throws IOException if a chunk cannot be written
     */
    public boolean begin(String newState, int newGroup, EntryKind newKind) throws IOException {
        if (newState.equals(state) && newGroup == group && newKind.equals(entries)) {
            return false;
        }
        flush();
        state = newState;
        group = newGroup;
        entries = newKind;
        RowLayout layout = newKind.layout();
        if (layout != null && rows.length != LIMIT * (1 + layout.width())) {
            rows = new long[LIMIT * (1 + layout.width())];
        }
        return true;
    }

    /** Rows that are read a page at a time. */
    public interface RowPages {

        /**
         * Reads a page, once.
         *
         * @param page which
         * @param into where to
         * @param at from which place on
         * @return how many numbers were read
         */
        int read(int page, long[] into, int at);
    }

    /**
     * Adds a page of rows, each behind its key.
     *
     * @param namespace of all
     * @param pages where they are
     * @param page which page
     * @param most how many they can be
     * @throws IOException if a chunk cannot be written
     */
    public void add(long namespace, RowPages pages, int page, int most) throws IOException {
        if (size + most > LIMIT) {
            flush();
        }
        int stride = rows.length / LIMIT;
        int count = pages.read(page, rows, size * stride) / stride;
        Arrays.fill(namespaces, size, size + count, namespace);
        size += count;
    }

    /**
     * Adds a row.
     *
     * @param namespace its namespace
     * @param from where it is, behind its key
     * @param at the key's place
     * @throws IOException if a chunk cannot be written
     */
    public void add(long namespace, long[] from, int at) throws IOException {
        if (size == LIMIT) {
            flush();
        }
        int stride = rows.length / LIMIT;
        System.arraycopy(from, at, rows, size * stride, stride);
        namespaces[size++] = namespace;
    }

    /**
     * Adds a number.
     *
     * @param namespace its namespace
     * @param key its key; not kept
     * @param value the number
     * @throws IOException if a chunk cannot be written
     */
    public void add(long namespace, KeyCursor key, long value) throws IOException {
        longValues[next(namespace, key)] = value;
    }

    /**
     * Adds a number.
     *
     * @param namespace its namespace
     * @param key its key, where keys are whole numbers
     * @param value the number
     * @throws IOException if a chunk cannot be written
     */
    public void add(long namespace, long key, long value) throws IOException {
        if (size == LIMIT) {
            flush();
        }
        namespaces[size] = namespace;
        longKeys[size] = key;
        longValues[size++] = value;
    }

    /**
     * Adds an object.
     *
     * @param namespace its namespace
     * @param key its key; not kept
     * @param value the object; must not change before the chunk is written
     * @throws IOException if a chunk cannot be written
     */
    public void add(long namespace, KeyCursor key, Object value) throws IOException {
        values[next(namespace, key)] = value;
    }

    /**
     * Adds a key that is there no more, among {@link EntryKind#REMOVED}.
     *
     * @param namespace its namespace
     * @param key the key; not kept
     * @throws IOException if a chunk cannot be written
     */
    public void remove(long namespace, KeyCursor key) throws IOException {
        next(namespace, key);
    }

    /**
     * Adds a namespace of which nothing is there any more, among {@link EntryKind#DROPPED}.
     *
     * @param namespace which
     * @throws IOException if a chunk cannot be written
     */
    public void drop(long namespace) throws IOException {
        if (size == LIMIT) {
            flush();
        }
        namespaces[size++] = namespace;
    }

    /**
     * Adds a whole chunk of what was begun, as another writer made it.
     *
     * @param namespace of all its entries, in place of the one that they had been written with
     * @param chunk what was written, entries of one namespace; changed here
     * @param entries how many it holds
     * @throws IOException if it cannot be written
     */
    public void add(long namespace, byte[] chunk, int entries) throws IOException {
        flush();
        EntryChunk.moveTo(namespace, chunk);
        writer.chunk(new ChunkHeader(operator, state, group, entries), chunk, 0, chunk.length);
    }

    /**
     * Reads a chunk that another writer made, of keys of the same kind.
     *
     * @param chunk what was written
     * @param entries how many it holds
     * @return its entries
     */
    public EntryChunk read(byte[] chunk, int entries) {
        return EntryChunk.decode(new Chunk(new ChunkHeader(operator, state, group, entries), chunk), kind, codec);
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

    /**
     * Writes the chunk that was begun.
     *
     * @throws IOException if it cannot be written
     */
    @SuppressWarnings("ByteBufferBackingArray") // allocated here, from its beginning
    public void flush() throws IOException {
        if (size == 0) {
            return;
        }
        RowLayout layout = entries.layout();
        ByteBuffer chunk = layout == null ? columns() : rows(layout);
        writer.chunk(new ChunkHeader(operator, state, group, size), chunk.array(), 0, chunk.position());
        Arrays.fill(keys, 0, size, null);
        Arrays.fill(values, 0, size, null);
        size = 0;
    }

    private ByteBuffer rows(RowLayout layout) {
        byte[] fields = layout.describe().getBytes(StandardCharsets.UTF_8);
        int numbers = size * (1 + layout.width());
        ByteBuffer chunk = chunk(1 + Long.BYTES * (size + numbers) + Integer.BYTES + fields.length);
        putNamespaces(chunk, EntryChunk.ROWS);
        chunk.putInt(fields.length).put(fields);
        chunk.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(rows, 0, numbers);
        return chunk.position(chunk.position() + numbers * Long.BYTES);
    }

    private ByteBuffer columns() {
        if (entries.role() == EntryKind.Role.DROP) {
            ByteBuffer chunk = chunk(1 + Long.BYTES * size);
            putNamespaces(chunk, EntryChunk.DROPPED);
            return chunk;
        }
        boolean longs = entries.longs();
        boolean keysOnly = entries.role() == EntryKind.Role.REMOVE;
        byte[] keyBytes = kind.primitive() ? EntryChunk.NONE : codec.encodeAll(keys, 0, size);
        byte[] valueBytes = longs || keysOnly ? EntryChunk.NONE : codec.encodeAll(values, 0, size);
        ByteBuffer chunk = chunk(1 + 3 * Long.BYTES * size + 2 * Integer.BYTES + keyBytes.length + valueBytes.length);
        putNamespaces(chunk, keysOnly ? EntryChunk.REMOVED : longs ? EntryChunk.LONGS : 0);
        if (kind.primitive()) {
            putLongs(chunk, longKeys);
        } else {
            chunk.putInt(keyBytes.length).put(keyBytes);
        }
        if (longs) {
            putLongs(chunk, longValues);
        } else if (!keysOnly) {
            chunk.putInt(valueBytes.length).put(valueBytes);
        }
        return chunk;
    }

    private ByteBuffer chunk(int room) {
        if (buffer.capacity() < room) {
            buffer = ByteBuffer.allocate(room);
        }
        return buffer.clear().order(ByteOrder.BIG_ENDIAN);
    }

    private void putNamespaces(ByteBuffer chunk, int flags) {
        if (isOneNamespace()) {
            chunk.put((byte) (flags | EntryChunk.ONE_NAMESPACE)).putLong(namespaces[0]);
        } else {
            putLongs(chunk.put((byte) flags), namespaces);
        }
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
