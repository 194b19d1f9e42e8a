package dev.sluice.benchmarks.workload;

/**
 * The events of a run: event {@code n} has value {@code n}, a key that is {@code n} mixed and scaled to {@code [0,
 * keys)}, and an event time that grows by a millisecond each {@value #PER_MILLISECOND} events.
 *
 * <p>Events are dealt out to lanes in turn, and a key occurs in one lane only. Running sums depend on the order of a
 * key's events, and only within a lane is that order the same at every parallelism.
 *
 * @param count how many events
 * @param keys how many keys, up to 2^31
 */
public record Events(long count, long keys) {
    /** Events for each millisecond of event time. */
    public static final long PER_MILLISECOND = 1_000;

    /** The event time of event 0: a whole second. */
    public static final long BEGIN = 1_700_000_000_000L;

    private static final int LANES = 16;

    /** Checks the ranges. */
    public Events {
        if (count < 0 || keys < 1 || keys > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("there must be 0 events or more, and from 1 to " + Integer.MAX_VALUE
                    + " keys, but there are " + count + " and " + keys);
        }
    }

    /** @return how many lanes there are: the same at every parallelism */
    public int lanes() {
        return (int) Math.min(LANES, keys);
    }

    /**
     * @param lane from 0 to {@link #lanes()}, exclusive
     * @return how many events it has
     */
    public long countOf(int lane) {
        return (count - lane + lanes() - 1) / lanes();
    }

    /**
     * @param lane from 0 to {@link #lanes()}, exclusive
     * @return how many keys may occur in it
     */
    public long keysOf(int lane) {
        return (keys - lane + lanes() - 1) / lanes();
    }

    /**
     * @param n the event's number
     * @return its key
     */
    public long key(long n) {
        int lane = (int) (n % lanes());
        return key(n, lane, lanes(), keysOf(lane));
    }

    static long key(long n, int lane, int lanes, long keysOfLane) {
        return lane + lanes * ((mix(n) >>> 32) * keysOfLane >>> 32);
    }

    /**
     * @param n the event's number
     * @return its event time, epoch milliseconds
     */
    public static long time(long n) {
        return BEGIN + n / PER_MILLISECOND;
    }

    /**
     * Spreads a counter over all 64 bits: SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number
     * Generators", 2014).
     */
    private static long mix(long n) {
        long z = (n + 1) * 0x9e37_79b9_7f4a_7c15L;
        z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }
}
