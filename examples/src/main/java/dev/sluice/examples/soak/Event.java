package dev.sluice.examples.soak;

/**
 * What the job reads.
 *
 * @param number from 0 on
 * @param key that of the number
 */
record Event(long number, long key) {}
