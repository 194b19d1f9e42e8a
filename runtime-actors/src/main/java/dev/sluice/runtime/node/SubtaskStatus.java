package dev.sluice.runtime.node;

/**
 * How a subtask is, and where.
 *
 * @param vertex the id of its vertex
 * @param index its index in the vertex
 * @param node the address of its node, {@code host:port}; empty while it is nowhere
 * @param attempt the attempt its task belongs to
 * @param startedAt when its task was built, epoch milliseconds
 * @param recordsRead by its source, in this attempt; 0 if it is none
 * @param recordsWritten by its sink, in this attempt; 0 if it is none
 * @param watermark the event time at its end, epoch milliseconds; {@code Long.MIN_VALUE} before the first
 */
public record SubtaskStatus(
        String vertex,
        int index,
        String node,
        long attempt,
        long startedAt,
        long recordsRead,
        long recordsWritten,
        long watermark) {}
