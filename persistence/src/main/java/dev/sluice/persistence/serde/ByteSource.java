package dev.sluice.persistence.serde;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads what {@link ByteSink} put, and never past the end: whatever it finds there instead, it throws nothing but
 * {@link DamagedValueException}.
 */
public final class ByteSource {
    private final byte[] bytes;
    private final int end;
    private int position;

    /**
     * @param bytes are not copied
     * @param offset where to begin
     * @param length where to end
     */
    public ByteSource(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** @return what it reads from */
    public byte[] bytes() {
        return bytes;
    }

    /** @return where in them it is */
    public int position() {
        return position;
    }

    /** @return how many bytes are left */
    public int remaining() {
        return end - position;
    }

    /** @return the next byte */
    public byte getByte() {
        require(1);
        return bytes[position++];
    }

    /** @return a number of eight bytes */
    public long getFixed() {
        require(8);
        long value = (long) ByteSink.LONG.get(bytes, position);
        position += 8;
        return value;
    }

    /**
     * @param width of the number, 0 to 8 bytes
     * @return what {@link ByteSink#putLow} put, as an unsigned number
     */
    public long getLow(int width) {
        require(width);
        long value = 0;
        if (position + 8 <= bytes.length && width > 0) {
            value = (long) ByteSink.LONG.get(bytes, position) & (-1L >>> (64 - 8 * width));
        } else {
            for (int i = 0; i < width; i++) {
                value |= (bytes[position + i] & 0xFFL) << (8 * i);
            }
        }
        position += width;
        return value;
    }

    /** @return what {@link ByteSink#putSigned} put */
    public long getSigned() {
        long value = getUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** @return what {@link ByteSink#putUnsigned} put */
    public long getUnsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = getByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number has no end");
    }

    /**
     * @param leastBytes what each thing takes at least
     * @return how many things follow: never more than there is room for
     */
    public int getCount(int leastBytes) {
        long count = getUnsigned();
        if (count < 0 || count > Integer.MAX_VALUE - 16 || count * leastBytes > remaining()) {
            throw damaged(count + " values are announced and " + remaining() + " bytes are left");
        }
        return (int) count;
    }

    /** @return what {@link ByteSink#putString} put */
    public String getString() {
        long header = getUnsigned();
        boolean wide = (header & 1) != 0;
        long size = (header >>> 1) << (wide ? 1 : 0);
        if (size < 0 || size > remaining()) {
            throw damaged("a string of " + size + " bytes is announced and " + remaining() + " bytes are left");
        }
        int from = position;
        position += (int) size;
        if (!wide) {
            return new String(bytes, from, (int) size, StandardCharsets.ISO_8859_1);
        }
        char[] characters = new char[(int) size / 2];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = (char) ByteSink.CHAR.get(bytes, from + 2 * i);
        }
        return new String(characters);
    }

    byte[] getBytes(int count) {
        require(count);
        byte[] copy = Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return copy;
    }

    /** @param count how many bytes are passed over */
    public void skip(int count) {
        require(count);
        position += count;
    }

    /**
     * @param what is wrong
     * @return an exception that says so
     */
    public DamagedValueException damaged(String what) {
        return new DamagedValueException("damaged value: " + what);
    }

    private void require(int count) {
        if (count > end - position) {
            throw damaged("it ends " + (count - (end - position)) + " bytes too early");
        }
    }
}
