package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.serde.ValueCodec;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what objects take in the heap from what a few of them take when they are serialized. There, numbers are
 * short and nothing has a header or is aligned, so in the heap the same is about three times as long.
 */
final class ObjectSizes {
    /** So many are serialized at a time: the names of classes, which are written once, then weigh little. */
    static final int SAMPLE = 16;

    private static final long FACTOR = 3;
    private static final long HEADER = 16;
    private static final long UNKNOWN = 100;

    private final ValueCodec codec;
    private final @Nullable Object[] objects = new Object[SAMPLE];
    private int count;
    private double mean = -1;

    ObjectSizes(ValueCodec codec) {
        this.codec = codec;
    }

    /** Adds an object to the sample; returns whether there is room for more. */
    boolean add(Object object) {
        objects[count++] = object;
        return count < SAMPLE;
    }

    /** Goes by the sample, as much as by those before. */
    void measure() {
        if (count > 0) {
            double sampled = HEADER + (double) FACTOR * codec.encodeAll(objects, 0, count).length / count;
            mean = mean < 0 ? sampled : (mean + sampled) / 2;
            while (count > 0) {
                objects[--count] = null;
            }
        }
    }

    /** What so many objects take. */
    long of(int entries) {
        return (long) (entries * (mean < 0 ? UNKNOWN : mean));
    }
}
