package dev.sluice.benchmarks.plain;

/** Events on their way to another thread, and how far their sender is. */
final class Block {
    static final int EVENTS = 512;

    final long[] keys = new long[EVENTS];
    final long[] numbers = new long[EVENTS];
    int size;
    long upTo;
}
