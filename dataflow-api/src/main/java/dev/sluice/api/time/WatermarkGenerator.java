package dev.sluice.api.time;

/**
 * Tells the watermarks of one split, or of one subtask where event time is given behind a source. Each has a generator
 * of its own, called by one thread at a time.
 *
 * <p>Watermarks go on behind the batch of records in which they were told, and only if they are later than those
 * before.
 *
 * <p>What it remembers is not part of snapshots: after a restore a new generator begins anew. The watermark itself is
 * restored, so it does not go back.
 *
 * @param <T> the type of the records
 */
public interface WatermarkGenerator<T> {

    /**
     * Called for each record, in order.
     *
     * @param record the record
     * @param timestamp its event time, epoch milliseconds
     * @param output takes a watermark that follows from it
     * @throws Exception fails the attempt, with the operator and the record named
     */
    void onEvent(T record, long timestamp, WatermarkOutput output) throws Exception;

    /**
     * Called from time to time by the wall clock, not while the split is idle.
     *
     * @param output takes a watermark
     * @throws Exception fails the attempt, with the operator named
     */
    void onPeriodic(WatermarkOutput output) throws Exception;
}
