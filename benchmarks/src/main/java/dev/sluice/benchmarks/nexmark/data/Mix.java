package dev.sluice.benchmarks.nexmark.data;

/**
 * Random numbers without state: the i-th one of an event is its seed, stepped i times and mixed (SplitMix64: Steele,
 * Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
 */
final class Mix {
    private static final long STEP = 0x9e37_79b9_7f4a_7c15L;

    private Mix() {}

    /** What the draws of event n begin with. */
    static long seed(long seed, long n) {
        return mix(seed + n * 0xd134_2543_de82_ef95L);
    }

    /** The i-th draw, from 1: 64 random bits. */
    static long draw(long seed, int i) {
        return mix(seed + i * STEP);
    }

    /** The upper 32 bits of a draw, scaled to {@code [0, bound)}. */
    static int upper(long draw, int bound) {
        return (int) ((draw >>> 32) * bound >>> 32);
    }

    /** The lower 32 bits of a draw, scaled to {@code [0, bound)}. */
    static int lower(long draw, int bound) {
        return (int) ((draw & 0xffff_ffffL) * bound >>> 32);
    }

    private static long mix(long n) {
        long z = (n ^ n >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }
}
