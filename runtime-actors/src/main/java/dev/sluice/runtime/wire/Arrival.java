package dev.sluice.runtime.wire;

/**
 * A frame, or a part of one, as it came from another node. Goes to the receiving task's inbox, which has it read.
 *
 * @param channel what it came by
 * @param bytes holds it
 * @param offset where it begins
 */
@SuppressWarnings("ArrayRecordComponent") // it is never compared
public record Arrival(IncomingChannel channel, byte[] bytes, int offset) {}
