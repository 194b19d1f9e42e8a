package dev.sluice.persistence.state.format;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a chunk that {@link EntryWriter} wrote. Keys and values are columns of numbers or of objects; where
 * there are rows, they hold the keys too.
 *
 * @param role what is done with the entries; those that are removed have no values, what is dropped no keys either
 * @param namespaces of each entry
 * @param longKeys the keys, where they are whole numbers and there are no rows
 * @param keys the keys, where they are objects
 * @param longValues the values, where they are numbers
 * @param values the values, where they are objects
 * @param layout of the rows, if there are any
 * @param rows one behind the other, each behind its key
 */
@SuppressWarnings("ArrayRecordComponent") // columns, never compared
public record EntryChunk(
        EntryKind.Role role,
        long[] namespaces,
        long @Nullable [] longKeys,
        @Nullable Object @Nullable [] keys,
        long @Nullable [] longValues,
        @Nullable Object @Nullable [] values,
        @Nullable RowLayout layout,
        long @Nullable [] rows) {
    static final byte[] NONE = {};

    /** What the first byte says: the values are unboxed; one namespace stands for those of all entries; rows. */
    static final int LONGS = 1;

    static final int ONE_NAMESPACE = 2;

    static final int ROWS = 4;

    static final int REMOVED = 8;

    static final int DROPPED = 16;

    /**
     * @param chunk what was written
     * @param kind of the keys
     * @param codec the calling thread's own
     * @return its entries
     */
    public static EntryChunk decode(Chunk chunk, KeyKind kind, ValueCodec codec) {
        ByteBuffer bytes = ByteBuffer.wrap(chunk.payload());
        int size = chunk.header().entries();
        int flags = bytes.get();
        boolean longs = (flags & LONGS) != 0;
        long[] namespaces;
        if ((flags & ONE_NAMESPACE) != 0) {
            namespaces = new long[size];
            Arrays.fill(namespaces, bytes.getLong());
        } else {
            namespaces = longs(bytes, size);
        }
        if ((flags & ROWS) != 0) {
            RowLayout layout = RowLayout.parse(string(bytes));
            long[] rows = new long[size * (1 + layout.width())];
            bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(rows);
            return new EntryChunk(EntryKind.Role.PUT, namespaces, null, null, null, null, layout, rows);
        }
        if ((flags & DROPPED) != 0) {
            return new EntryChunk(EntryKind.Role.DROP, namespaces, null, null, null, null, null, null);
        }
        long[] longKeys = kind.primitive() ? longs(bytes, size) : null;
        @Nullable Object[] keys = kind.primitive() ? null : objects(bytes, codec);
        if ((flags & REMOVED) != 0) {
            return new EntryChunk(EntryKind.Role.REMOVE, namespaces, longKeys, keys, null, null, null, null);
        }
        return new EntryChunk(
                EntryKind.Role.PUT,
                namespaces,
                longKeys,
                keys,
                longs ? longs(bytes, size) : null,
                longs ? null : objects(bytes, codec),
                null,
                null);
    }

    /** Gives all entries of a chunk another namespace; so far they must be of one. */
    static void moveTo(long namespace, byte[] chunk) {
        if ((chunk[0] & ONE_NAMESPACE) == 0) {
            throw new IllegalArgumentException("the entries are not of one namespace");
        }
        ByteBuffer.wrap(chunk).putLong(1, namespace);
    }

    /** @return how many entries there are */
    public int size() {
        return namespaces.length;
    }

    /** @return whether the values are numbers */
    public boolean hasLongs() {
        return longValues != null;
    }

    /**
     * @param i an entry
     * @return where the entries end that share its namespace
     */
    public int endOfNamespace(int i) {
        int end = i + 1;
        while (end < namespaces.length && namespaces[end] == namespaces[i]) {
            end++;
        }
        return end;
    }

    /**
     * @param i an entry, not of rows
     * @param key is pointed at its key
     */
    public void pointAt(int i, KeyCursor key) {
        if (longKeys != null) {
            key.point(longKeys[i], KeyGroups.hash(longKeys[i]));
        } else {
            key.pointBoxed(Objects.requireNonNull(Objects.requireNonNull(keys)[i]));
        }
    }

    /**
     * @param i an entry
     * @return its value, a number
     */
    public long longValue(int i) {
        return Objects.requireNonNull(longValues)[i];
    }

    /**
     * @param i an entry
     * @return its value, an object
     */
    public Object value(int i) {
        return Objects.requireNonNull(Objects.requireNonNull(values)[i]);
    }

    private static long[] longs(ByteBuffer bytes, int size) {
        long[] column = new long[size];
        bytes.asLongBuffer().get(column);
        bytes.position(bytes.position() + size * Long.BYTES);
        return column;
    }

    private static String string(ByteBuffer bytes) {
        byte[] encoded = new byte[bytes.getInt()];
        bytes.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    @SuppressWarnings("ByteBufferBackingArray") // wrapped by decode(), from its beginning
    private static @Nullable Object[] objects(ByteBuffer bytes, ValueCodec codec) {
        int length = bytes.getInt();
        @Nullable Object[] column = codec.decodeAll(bytes.array(), bytes.position(), length);
        bytes.position(bytes.position() + length);
        return column;
    }
}
