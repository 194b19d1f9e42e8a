package dev.sluice.persistence.state.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;

/**
 * Keys in bytes, equal if and only if the keys are. Whole numbers and strings can be read back from them; other keys
 * cannot (a list is equal to one of another class), so they are kept beside their values too.
 */
final class KeyCodec {
    private static final int TEXT = 1;
    private static final int STRUCTURE = 2;

    private final KeyKind kind;
    private final ValueCodec codec;
    private final Identity identity;

    KeyCodec(KeyKind kind, ValueCodec codec) {
        this.kind = kind;
        this.codec = codec;
        identity = new Identity(codec);
    }

    KeyKind kind() {
        return kind;
    }

    ValueCodec codec() {
        return codec;
    }

    void put(KeyCursor key, Bytes out) {
        if (kind.primitive()) {
            put(key.number(), out);
        } else {
            put(key.object(), out);
        }
    }

    void put(long key, Bytes out) {
        out.putLong(key ^ Long.MIN_VALUE);
    }

    void put(Object key, Bytes out) {
        if (key instanceof String text && isPlain(text)) {
            out.putByte(TEXT);
            byte[] bytes = text.getBytes(UTF_8);
            out.put(bytes, 0, bytes.length);
        } else {
            out.putByte(STRUCTURE);
            identity.put(key, out);
        }
    }

    /** Whether UTF-8 has it: there is none for half of a pair. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether keys that begin so are kept beside their values. */
    boolean isBesideValue(byte[] key, int at) {
        return !kind.primitive() && key[at] == STRUCTURE;
    }

    /** Points a cursor at a key that can be read back from its bytes. */
    void point(KeyCursor cursor, byte[] key, int at) {
        if (kind.primitive()) {
            long number = (long) Bytes.LONG.get(key, at) ^ Long.MIN_VALUE;
            cursor.point(number, KeyGroups.hash(number));
        } else {
            cursor.pointBoxed(new String(key, at + 1, key.length - at - 1, UTF_8));
        }
    }
}
