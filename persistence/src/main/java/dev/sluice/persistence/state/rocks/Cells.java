package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a key:
 *
 * <pre>
 * [length of the key, key as a value]  where the key cannot be read back from its own bytes
 * number:  8 bytes
 * object:  number of its prefix (0: none) | the rest of what the serializer wrote
 * row:     1 | 8 bytes a field
 * timer:   nothing
 * </pre>
 *
 * <p>For one thread at a time.
 */
final class Cells {
    static final int WHOLE = 0;
    static final int ROW = 1;

    private final KeyCodec keys;
    private final ValueCodec codec;
    private final Prefixes prefixes;
    private final Bytes key = new Bytes();
    private byte[] whole = new byte[256];
    private int position;

    Cells(KeyCodec keys, ValueCodec codec, Prefixes prefixes) {
        this.keys = keys;
        this.codec = codec;
        this.prefixes = prefixes;
    }

    KeyKind kind() {
        return keys.kind();
    }

    /** Begins a cell, given the bytes of its key and the key itself where it is an object. */
    void begin(byte[] keyBytes, @Nullable Object object, Bytes out) {
        out.cutTo(0);
        if (keys.isBesideValue(keyBytes, KeyLayout.PREFIX)) {
            key.cutTo(0);
            putObject(Objects.requireNonNull(object), key);
            out.putUnsigned(key.length());
            out.put(key.array(), 0, key.length());
        }
    }

    void putObject(Object value, Bytes out) {
        prefixes.put(value.getClass(), codec.encode(value), out);
    }

    static void putRow(long[] row, int at, int width, Bytes out) {
        out.putUnsigned(ROW);
        for (int i = 0; i < width; i++) {
            out.putLong(row[at + i]);
        }
    }

    /** The place of the payload in a cell, behind the key if that is there. */
    int payload(byte[] keyBytes, byte[] cell) {
        if (!keys.isBesideValue(keyBytes, KeyLayout.PREFIX)) {
            return 0;
        }
        int length = unsigned(cell, 0);
        return position + length;
    }

    /** Points a cursor at the key of an entry. */
    void point(KeyCursor cursor, byte[] keyBytes, byte[] cell) {
        if (keys.isBesideValue(keyBytes, KeyLayout.PREFIX)) {
            int length = unsigned(cell, 0);
            int from = position;
            cursor.pointBoxed(object(cell, from, from + length));
        } else {
            keys.point(cursor, keyBytes, KeyLayout.PREFIX);
        }
    }

    boolean isRow(byte[] cell, int at) {
        return cell[at] == ROW;
    }

    /** Reads the numbers of a row whose payload begins at a place. */
    static void row(byte[] cell, int at, long[] into, int place, int width) {
        for (int i = 0; i < width; i++) {
            into[place + i] = (long) Bytes.LONG.get(cell, at + 1 + i * Long.BYTES);
        }
    }

    /** The object whose payload is between two places. */
    Object object(byte[] cell, int from, int to) {
        int prefix = unsigned(cell, from);
        int rest = to - position;
        if (prefix == WHOLE) {
            return Objects.requireNonNull(codec.decode(cell, position, rest));
        }
        byte[] beginning = prefixes.of(prefix);
        int length = beginning.length + rest;
        if (whole.length < length) {
            whole = Arrays.copyOf(whole, 2 * length);
        }
        System.arraycopy(beginning, 0, whole, 0, beginning.length);
        System.arraycopy(cell, position, whole, beginning.length, rest);
        return Objects.requireNonNull(codec.decode(whole, 0, length));
    }

    /** Copies a cell whose prefixes have other numbers. */
    void translate(byte[] keyBytes, byte[] cell, StateKind kind, int[] numbers, Bytes out) {
        out.cutTo(0);
        int at = 0;
        if (keys.isBesideValue(keyBytes, KeyLayout.PREFIX)) {
            int length = unsigned(cell, 0);
            int from = position;
            at = from + length;
            key.cutTo(0);
            translate(cell, from, at, numbers, key);
            out.putUnsigned(key.length());
            out.put(key.array(), 0, key.length());
        }
        if (kind == StateKind.VALUES) {
            translate(cell, at, cell.length, numbers, out);
        } else {
            out.put(cell, at, cell.length);
        }
    }

    private void translate(byte[] cell, int from, int to, int[] numbers, Bytes out) {
        out.putUnsigned(numbers[unsigned(cell, from)]);
        out.put(cell, position, to);
    }

    /** Reads a number as {@link Bytes#putUnsigned} writes it; {@code position} is behind it then. */
    private int unsigned(byte[] bytes, int from) {
        int value = 0;
        int shift = 0;
        int at = from;
        int next;
        do {
            next = bytes[at++];
            value |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        position = at;
        return value;
    }
}
