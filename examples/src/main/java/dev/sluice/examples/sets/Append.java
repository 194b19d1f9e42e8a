package dev.sluice.examples.sets;

import java.util.SplittableRandom;

/**
 * An element on its way to a list.
 *
 * @param producer who appends it, from 0
 * @param number which of the producer's elements, from 0
 * @param list the list it belongs to, from 0
 */
record Append(int producer, long number, int list) {
    private static final long SEED_STRIDE = 0x9E3779B97F4A7C15L;
    private static final long PRODUCER_STRIDE = 0xC2B2AE3D27D4EB4FL;

    /** The producer's element with that number in the world of a seed: the same one each time. */
    static Append of(long seed, int lists, int producer, long number) {
        SplittableRandom random = new SplittableRandom(seed * SEED_STRIDE + producer * PRODUCER_STRIDE + number);
        return new Append(producer, number, random.nextInt(lists));
    }

    /** The element as it stands in a list. */
    String element() {
        return producer + ":" + number;
    }
}
