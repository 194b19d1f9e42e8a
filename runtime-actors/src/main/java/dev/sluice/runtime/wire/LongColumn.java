package dev.sluice.runtime.wire;

import dev.sluice.persistence.serde.ByteSink;
import dev.sluice.persistence.serde.ByteSource;

/**
 * Numbers as the distance to the smallest of them, in as few bytes as the largest distance needs, none if all are the
 * same: times of one batch take one or two bytes each instead of eight.
 */
final class LongColumn {
    private LongColumn() {}

    static void put(long[] values, int from, int to, ByteSink out) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
        }
        // Modulo 2^64, so that it is right (as an unsigned number) even where the subtraction overflows.
        int width = (Long.SIZE - Long.numberOfLeadingZeros(greatest - least) + 7) / 8;
        out.putFixed(least);
        out.putByte(width);
        if (width > 0) {
            for (int i = from; i < to; i++) {
                out.putLow(values[i] - least, width);
            }
        }
    }

    /** Fills the beginning of an array. */
    static void get(ByteSource in, int count, long[] values) {
        long least = in.getFixed();
        int width = in.getByte();
        if (width < 0 || width > Long.BYTES || (long) count * width > in.remaining()) {
            throw in.damaged(
                    count + " numbers of " + width + " bytes are announced and " + in.remaining() + " bytes are left");
        }
        for (int i = 0; i < count; i++) {
            values[i] = width == 0 ? least : least + in.getLow(width);
        }
    }
}
