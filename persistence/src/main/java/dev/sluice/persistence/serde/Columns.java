package dev.sluice.persistence.serde;

import org.jspecify.annotations.Nullable;

/** Arrays whose values are all of one plain class, without a tag for each. */
final class Columns {
    private Columns() {}

    /**
     * Whole numbers as the distance to the smallest of them, in as few bytes as the largest distance needs: keys that
     * count up and times of one day take two to four bytes instead of eight, at the speed of a copy.
     */
    static void putLongs(@Nullable Object[] values, int from, int to, ByteSink out) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            long value = number(values[i]);
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        // Modulo 2^64, so that it is right (as an unsigned number) even where the subtraction overflows.
        int width = Math.max(1, (64 - Long.numberOfLeadingZeros(greatest - least) + 7) / 8);
        out.putFixed(least);
        out.putByte(width);
        for (int i = from; i < to; i++) {
            out.putLow(number(values[i]) - least, width);
        }
    }

    static @Nullable Object[] getLongs(ByteSource in, int count, boolean asIntegers) {
        long least = in.getFixed();
        int width = in.getByte();
        if (width < 1 || width > 8 || (long) count * width > in.remaining()) {
            throw in.damaged(
                    count + " numbers of " + width + " bytes are announced and " + in.remaining() + " are left");
        }
        @Nullable Object[] values = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            long value = least + in.getLow(width);
            if (asIntegers) {
                values[i] = (int) value;
            } else {
                values[i] = value;
            }
        }
        return values;
    }

    static void putDoubles(@Nullable Object[] values, int from, int to, ByteSink out) {
        for (int i = from; i < to; i++) {
            if (values[i] instanceof Double value) {
                out.putFixed(Double.doubleToRawLongBits(value));
            }
        }
    }

    static @Nullable Object[] getDoubles(ByteSource in, int count) {
        @Nullable Object[] values = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            values[i] = Double.longBitsToDouble(in.getFixed());
        }
        return values;
    }

    static void putStrings(@Nullable Object[] values, int from, int to, ByteSink out) {
        for (int i = from; i < to; i++) {
            if (values[i] instanceof String value) {
                out.putString(value);
            }
        }
    }

    static @Nullable Object[] getStrings(ByteSource in, int count) {
        @Nullable Object[] values = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.getString();
        }
        return values;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number n ? n.longValue() : 0;
    }
}
