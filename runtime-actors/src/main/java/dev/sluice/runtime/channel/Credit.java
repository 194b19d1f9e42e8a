package dev.sluice.runtime.channel;

import dev.sluice.runtime.data.Batch;
import java.util.List;

/**
 * Allows a sender to go on. Credits are cumulative, so a lost or repeated one does no harm.
 *
 * @param edge the plan's edge
 * @param to the receiving subtask, which grants it
 * @param epoch the attempt it belongs to
 * @param upTo frames with a smaller sequence number may be sent
 * @param empties batches that were received and are done with, for the sender to fill again
 */
public record Credit(int edge, int to, long epoch, long upTo, List<Batch> empties) {

    /**
     * Without batches to fill again.
     *
     * @param edge the plan's edge
     * @param to the receiving subtask, which grants it
     * @param epoch the attempt it belongs to
     * @param upTo frames with a smaller sequence number may be sent
     */
    public Credit(int edge, int to, long epoch, long upTo) {
        this(edge, to, epoch, upTo, List.of());
    }

    /** How many frames may be on the way on a channel. */
    public static final int WINDOW = 8;
}
