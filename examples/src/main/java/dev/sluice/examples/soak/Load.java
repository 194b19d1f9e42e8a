package dev.sluice.examples.soak;

/**
 * What the job is given: number after number, each with a key that follows from it, and for each key bytes that follow
 * from how often it came.
 *
 * @param seed another one makes other keys and bytes
 * @param keys how many there are
 */
record Load(long seed, long keys) {
    /** How many bytes are kept for each key, in all: what cannot be compressed, and the numbers beside it. */
    static final int BYTES_PER_KEY = 512;

    private static final int PAYLOAD = 480;

    /** Numbers are made so often as there are keys until each has come, and then at random. */
    long keyOf(long number) {
        return number < keys ? number : Math.floorMod(mix(seed + number), keys);
    }

    /** What a key keeps when it has come so often. */
    byte[] payload(long key, long count) {
        byte[] bytes = new byte[PAYLOAD];
        long at = mix(seed ^ mix(key)) + count;
        for (int i = 0; i < PAYLOAD; i += Long.BYTES) {
            long random = mix(at + i);
            for (int j = 0; j < Long.BYTES; j++) {
                bytes[i + j] = (byte) (random >>> 8 * j);
            }
        }
        return bytes;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014), after a step of its sequence. */
    private static long mix(long value) {
        long z = value * 0x9e3779b97f4a7c15L + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
