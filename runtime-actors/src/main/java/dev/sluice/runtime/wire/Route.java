package dev.sluice.runtime.wire;

/**
 * Which channel of a job something goes by.
 *
 * @param edge the plan's edge
 * @param from the sending subtask
 * @param to the receiving subtask
 * @param epoch the attempt
 */
public record Route(int edge, int from, int to, long epoch) {}
