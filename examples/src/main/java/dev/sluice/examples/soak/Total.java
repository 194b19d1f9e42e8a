package dev.sluice.examples.soak;

/**
 * What is kept for a key.
 *
 * @param count how often it came
 * @param sum of its numbers
 * @param payload bytes that follow from the key and the count
 */
record Total(long count, long sum, byte[] payload) {}
