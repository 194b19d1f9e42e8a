package dev.sluice.api.connector;

import org.jspecify.annotations.Nullable;

/**
 * Writes on one subtask. Called by one thread at a time.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface SinkWriter<T> extends AutoCloseable {

    /**
     * @param record the record
     * @param timestamp its event time in epoch milliseconds, or {@code Long.MIN_VALUE}
     * @throws Exception fails the attempt
     */
    void write(T record, long timestamp) throws Exception;

    /**
     * A checkpoint's barrier has come: everything written until now belongs to the checkpoint, everything after it to
     * the next. It must be quick; what takes time belongs into {@link Transaction#prepare()}.
     *
     * @param checkpoint the checkpoint's number
     * @return what was written since the last barrier, or null if there is nothing to commit
     * @throws Exception fails the attempt
     */
    default @Nullable Transaction checkpoint(long checkpoint) throws Exception {
        return null;
    }

    /**
     * Called once a batch was written and nothing else is at hand: a writer that buffers for people to see flushes
     * here.
     */
    default void idle() throws Exception {}

    @Override
    default void close() throws Exception {}
}
