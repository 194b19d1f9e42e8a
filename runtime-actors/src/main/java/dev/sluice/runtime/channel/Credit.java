package dev.sluice.runtime.channel;

/**
 * Allows a sender to go on. Credits are cumulative, so a lost or repeated one does no harm.
 *
 * @param edge the plan's edge
 * @param to the receiving subtask, which grants it
 * @param epoch the attempt it belongs to
 * @param upTo frames with a smaller sequence number may be sent
 */
public record Credit(int edge, int to, long epoch, long upTo) {

    /** How many frames may be on the way on a channel. */
    public static final int WINDOW = 8;
}
