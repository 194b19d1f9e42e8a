package dev.sluice.api.connector;

import java.util.List;

/**
 * Where a stream ends.
 *
 * <p>A sink that writes in transactions is exactly-once: each checkpoint closes one transaction per subtask, what
 * {@link Transaction#prepare()} returned is part of the snapshot, and the transactions are committed once the
 * checkpoint is complete. After a restore {@link #recover} is given those of the checkpoint again.
 *
 * @param <T> the type of the records
 */
public interface Sink<T> {

    /**
     * @param context where it runs
     * @return the writer of one subtask
     * @throws Exception if nothing can be written there; it fails the attempt
     */
    SinkWriter<T> open(SinkContext context) throws Exception;

    /**
     * Called on one subtask of each attempt, on a thread that may block, before that subtask's writer is opened:
     * commits (again) what the restored checkpoint holds, and cleans up what other attempts have left: whatever belongs
     * neither to the restored checkpoint or an earlier one, nor to the attempt that begins.
     *
     * @param context where it runs
     * @param transactions what {@link Transaction#prepare()} returned on all subtasks for the restored checkpoint, and
     *     for earlier ones whose commits may not have been finished when it was completed; empty at the first start
     * @throws Exception fails the attempt
     */
    default void recover(SinkContext context, List<byte[]> transactions) throws Exception {}

    /**
     * Called on one subtask when a job has read all its input and everything is committed, before the job is reported
     * as finished, on a thread that may block. Only here can a sink know that an empty result is the result. It may be
     * repeated after a failure.
     *
     * @param context where it runs
     * @throws Exception fails the attempt, after which it is repeated
     */
    default void finish(SinkContext context) throws Exception {}
}
