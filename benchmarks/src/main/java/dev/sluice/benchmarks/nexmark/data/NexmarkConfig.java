package dev.sluice.benchmarks.nexmark.data;

/**
 * Which events are generated.
 *
 * @param events how many
 * @param eventsPerSecond how many happen in a second of event time
 * @param seed other seeds give other events of the same kind
 */
public record NexmarkConfig(long events, long eventsPerSecond, long seed) {
    /** Events for each second of event time, unless told otherwise. */
    public static final long DEFAULT_RATE = 1_000_000;

    /** The event time of event 0, epoch milliseconds: 2023-11-14 22:13:20 UTC, the beginning of a window of 10 s. */
    public static final long BEGIN = 1_700_000_000_000L;

    private static final long MAX = Long.MAX_VALUE / 1_000; // a number of events is multiplied by 1,000 for its time

    /** Checks the ranges. */
    public NexmarkConfig {
        if (events < 0 || events > MAX || eventsPerSecond < 1) {
            throw new IllegalArgumentException("there must be from 0 to " + MAX
                    + " events, and at least 1 in a second, but there are " + events + " and " + eventsPerSecond);
        }
    }

    /**
     * @param events how many
     * @return that many at the default rate
     */
    public static NexmarkConfig of(long events) {
        return new NexmarkConfig(events, DEFAULT_RATE, 42);
    }

    /**
     * @param n an event's number
     * @return its event time, epoch milliseconds; it never falls as n grows
     */
    public long time(long n) {
        return BEGIN + n * 1_000 / eventsPerSecond;
    }
}
