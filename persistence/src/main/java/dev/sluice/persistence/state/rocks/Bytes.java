package dev.sluice.persistence.state.rocks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that are put together, in memory that is used again. Numbers are big-endian. */
final class Bytes {
    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] array = new byte[128];
    private int length;

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    /** Shortens it, or forgets all with 0. */
    void cutTo(int newLength) {
        length = newLength;
    }

    private int grow(int by) {
        int at = length;
        length += by;
        if (length > array.length) {
            array = Arrays.copyOf(array, Math.max(length, 2 * array.length));
        }
        return at;
    }

    void putByte(int value) {
        int at = grow(1); // the array may be another behind it
        array[at] = (byte) value;
    }

    void putShort(int value) {
        int at = grow(Short.BYTES);
        SHORT.set(array, at, (short) value);
    }

    void putInt(int value) {
        int at = grow(Integer.BYTES);
        INT.set(array, at, value);
    }

    void putLong(long value) {
        int at = grow(Long.BYTES);
        LONG.set(array, at, value);
    }

    /** In as few bytes as it needs, seven bits each. */
    void putUnsigned(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            putByte(rest | 0x80);
            rest >>>= 7;
        }
        putByte(rest);
    }

    void put(byte[] bytes, int from, int to) {
        int at = grow(to - from);
        System.arraycopy(bytes, from, array, at, to - from);
    }

    byte[] copy() {
        return Arrays.copyOf(array, length);
    }
}
