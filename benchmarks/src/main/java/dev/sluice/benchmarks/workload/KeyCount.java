package dev.sluice.benchmarks.workload;

/**
 * How many events of a key a window had.
 *
 * @param start of the window, epoch milliseconds
 * @param key the key
 * @param count how many
 */
public record KeyCount(long start, long key, long count) {}
