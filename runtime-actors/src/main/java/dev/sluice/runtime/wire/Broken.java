package dev.sluice.runtime.wire;

/**
 * Goes to the inbox of a task one of whose channels has broken.
 *
 * @param epoch the attempt that the channel belongs to
 * @param reason why, with both nodes' names
 */
public record Broken(long epoch, String reason) {}
