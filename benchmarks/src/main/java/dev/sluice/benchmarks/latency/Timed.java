package dev.sluice.benchmarks.latency;

/**
 * An event with the time when it is due, or a running sum with that of the event it is for.
 *
 * @param key from 0 to the number of keys, exclusive
 * @param value the event's number; as an output, the sum of the key's event numbers so far
 * @param due nanoseconds from the beginning of the run
 */
public record Timed(long key, long value, long due) {

    /**
     * @param next a later event of the same key
     * @return the sum with it
     */
    public Timed plus(Timed next) {
        return new Timed(key, value + next.value, next.due);
    }
}
