package dev.sluice.connectors.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Parses texts. Short ASCII texts that were met recently are given out again: columns such as codes and names repeat,
 * and one object saves the allocation and keeps its hash.
 */
final class Strings implements ValueParser<String> {
    private static final int LONGEST = 16;
    private static final int SLOTS = 512;

    private final @Nullable String[] recent = new @Nullable String[SLOTS];

    @Override
    public String parse(byte[] bytes, int from, int to) throws MalformedRecordException {
        int length = to - from;
        if (length > LONGEST) {
            return decode(bytes, from, to);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        String known = recent[slot];
        if (known != null && same(known, bytes, from, length)) {
            return known;
        }
        String text = decode(bytes, from, to);
        recent[slot] = text;
        return text;
    }

    /** Bytes that are not ASCII are negative, and equal to no character: such texts are decoded each time. */
    private static boolean same(String known, byte[] bytes, int from, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes, int from, int to) throws MalformedRecordException {
        String text = Numbers.text(bytes, from, to);
        // The replacement character may stand in the data, or for bytes that are no UTF-8: only a strict decoder tells.
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            } catch (CharacterCodingException e) {
                throw new MalformedRecordException("\"" + text + "\" is not valid UTF-8");
            }
        }
        return text;
    }
}
