package dev.sluice.persistence.serde;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array of bytes, reused from value to value. Numbers are little-endian. For one thread. */
public final class ByteSink {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle CHAR = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN);

    /** A larger array is not kept for the next value. */
    private static final int MAX_KEPT = 1 << 20;

    private byte[] bytes = new byte[64];
    private int length;

    /** Creates an empty one. */
    public ByteSink() {}

    /** @return how many bytes were put since the last {@link #take} */
    public int length() {
        return length;
    }

    /** @param value whose lowest eight bits are put */
    public void putByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** @param value put as eight bytes */
    public void putFixed(long value) {
        reserve(8);
        LONG.set(bytes, length, value);
        length += 8;
    }

    /**
     * The lowest bytes of a number.
     *
     * @param value the number
     * @param width how many bytes, 0 to 8
     */
    public void putLow(long value, int width) {
        reserve(8);
        LONG.set(bytes, length, value);
        length += width;
    }

    /** @param value put as seven bits a byte, lowest first; small numbers of either sign are short */
    public void putSigned(long value) {
        putUnsigned((value << 1) ^ (value >> 63));
    }

    /** @param value put as seven bits a byte, lowest first; negative ones are the longest */
    public void putUnsigned(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /**
     * Any string, unpaired surrogates included: one byte a character where all fit (which copies the string's own
     * bytes), else two. The length is written doubled, plus one for two bytes a character.
     *
     * @param value the string
     */
    @SuppressWarnings("deprecation") // String.getBytes(int, int, byte[], int) keeps the low bytes, as is wanted here
    public void putString(String value) {
        int count = value.length();
        int bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= value.charAt(i);
        }
        boolean wide = bits > 0xFF;
        putUnsigned(((long) count << 1) | (wide ? 1 : 0));
        reserve(wide ? 2L * count : count);
        if (wide) {
            for (int i = 0; i < count; i++, length += 2) {
                CHAR.set(bytes, length, value.charAt(i));
            }
        } else {
            value.getBytes(0, count, bytes, length);
            length += count;
        }
    }

    /**
     * @param source holds the bytes
     * @param from where they begin
     * @param count how many they are
     */
    public void putBytes(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** @return what was put since the last time; it is empty again */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        clear();
        return taken;
    }

    /** Forgets what was put since the last {@link #take}. */
    public void clear() {
        length = 0;
        if (bytes.length > MAX_KEPT) {
            bytes = new byte[64];
        }
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed > bytes.length) {
            if (needed > Integer.MAX_VALUE - 16) {
                throw new IllegalStateException("a value of more than 2 GiB cannot be encoded");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, 2L * bytes.length)));
        }
    }
}
