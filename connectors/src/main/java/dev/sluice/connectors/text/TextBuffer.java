package dev.sluice.connectors.text;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 text in the making. Not thread-safe. */
public final class TextBuffer extends OutputStream {
    private static final int FIRST_SIZE = 16 << 10;
    private static final int LONGEST_NUMBER = 20;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    /** @return how many bytes it holds */
    public int size() {
        return size;
    }

    /** @return the bytes, valid from 0 to {@link #size()} until the next change */
    public byte[] bytes() {
        return bytes;
    }

    /** Forgets what it holds. */
    public void clear() {
        size = 0;
    }

    /** @return what it holds; the buffer is empty afterwards */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    @Override
    public void write(int b) {
        ensure(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        ensure(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** @param text any text */
    public void text(String text) {
        int length = text.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] rest = text.substring(i).getBytes(StandardCharsets.UTF_8);
                size += i;
                write(rest, 0, rest.length);
                return;
            }
            bytes[size + i] = (byte) c;
        }
        size += length;
    }

    /** @param number written in decimal */
    public void number(long number) {
        if (number == Long.MIN_VALUE) {
            text("-9223372036854775808");
            return;
        }
        ensure(LONGEST_NUMBER);
        long rest = number;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        int digits = digits(rest);
        for (int i = size + digits - 1; i >= size; i--) {
            long tenth = rest / 10;
            bytes[i] = (byte) ('0' + rest - tenth * 10);
            rest = tenth;
        }
        size += digits;
    }

    /**
     * @param number not negative
     * @param width how many digits are written at least, with leading zeros
     */
    public void padded(long number, int width) {
        for (int missing = width - digits(number); missing > 0; missing--) {
            write('0');
        }
        number(number);
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
