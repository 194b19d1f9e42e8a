package dev.sluice.benchmarks.wire;

import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.runtime.data.Batch;
import java.util.Random;

/**
 * A record of 100 bytes: three numbers and 76 characters.
 *
 * @param id a number
 * @param user another
 * @param price a third
 * @param text the rest
 */
record Sample(long id, long user, double price, String text) {
    static final int BYTES = 100;
    private static final int TEXT = BYTES - 3 * Long.BYTES;

    /** As many arrays of bytes, which cost least to serialize. */
    static Object[] bytes() {
        Random random = new Random(1);
        Object[] values = new Object[Batch.TARGET];
        for (int i = 0; i < values.length; i++) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            values[i] = bytes;
        }
        return values;
    }

    static ValueCodec codec() {
        return ValueCodec.create(AllowedTypes.builder().declare(Sample.class).build());
    }

    /** As many as a batch has, each different. */
    static Object[] samples() {
        Object[] samples = new Object[Batch.TARGET];
        long state = 1;
        for (int i = 0; i < samples.length; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < TEXT) {
                state = state * 6364136223846793005L + 1442695040888963407L;
                text.append(Long.toString(state >>> 1, Character.MAX_RADIX));
            }
            samples[i] = new Sample(1_000_000_000L + i, state >>> 3, i / 7.0, text.substring(0, TEXT));
        }
        return samples;
    }
}
