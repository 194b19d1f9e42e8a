package dev.sluice.benchmarks.workload;

/**
 * A generated event, and an output of the running sum.
 *
 * @param key from 0 to the number of keys, exclusive
 * @param value the event's number; as an output, the sum of the key's event numbers so far
 */
public record KV(long key, long value) {}
