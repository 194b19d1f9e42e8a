package dev.sluice.persistence.checkpoint;

/**
 * What is needed to find a committed snapshot again, and to notice that it is not all there. Meant to be journaled and
 * sent.
 *
 * @param address whose snapshot it is
 * @param bytes how much room it takes in the store
 * @param chunks how many chunks it has
 * @param location where it lies; means something to the store that made it only
 */
public record SnapshotHandle(SnapshotAddress address, long bytes, int chunks, String location) {}
