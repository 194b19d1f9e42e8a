package dev.sluice.api.connector;

/**
 * A part of a source that one subtask reads from a position to the end.
 *
 * @param id tells splits of a source apart, and is enough to find the data again in another process
 * @param start the position of its first record
 * @param end the position after its last, or {@code Long.MAX_VALUE}; what a position counts is the source's business
 */
public record Split(String id, long start, long end) {}
