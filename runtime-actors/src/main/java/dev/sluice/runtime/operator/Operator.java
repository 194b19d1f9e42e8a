package dev.sluice.runtime.operator;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.data.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Turns batches into batches. Called by one thread. Whatever emits must stop when the {@link Emitter} is full and go on
 * when called again, so that no operator needs unbounded room.
 */
public interface Operator extends AutoCloseable {

    /**
     * Called once before anything else but {@link #restore}.
     *
     * @throws Exception what a user's function throws
     */
    default void open() throws Exception {}

    /**
     * Processes records from {@link Batch#next()} on, until the batch is at its end or the emitter is full. Leaves
     * {@code next} at the first record that was not processed; if a record fails, at that one.
     *
     * @param input the input it came by
     * @param in the batch; its control is left alone
     * @param out where results go
     * @throws Exception what a user's function throws
     */
    void process(int input, Batch in, Emitter out) throws Exception;

    /**
     * Event time has advanced. Everything it triggers is emitted before the watermark goes on.
     *
     * @param time the new watermark, larger than the one before
     * @param out where results go
     * @return whether all is done; otherwise it is called again with the same time once there is room
     * @throws Exception what a user's function throws
     */
    default boolean onWatermark(long time, Emitter out) throws Exception {
        return true;
    }

    /** @return whether watermarks and idleness go on to the next operator; false for one that makes its own */
    default boolean forwardsWatermarks() {
        return true;
    }

    /**
     * The wall clock has advanced.
     *
     * @param now epoch milliseconds
     * @param out where results go
     * @return whether all is done; otherwise it is called again once there is room
     * @throws Exception what a user's function throws
     */
    default boolean onTick(long now, Emitter out) throws Exception {
        return true;
    }

    /** @return the wall-clock time at which it wants {@link #onTick}, or {@code Long.MAX_VALUE} */
    default long nextTick() {
        return Long.MAX_VALUE;
    }

    /**
     * Nothing else is at hand for the moment.
     *
     * @throws Exception what a connector throws
     */
    default void onIdle() throws Exception {}

    /**
     * The subtask has no room for results, so nothing else is done until there is; or there is again. Called when it
     * changes.
     *
     * @param blocked whether there is none
     */
    default void onBackpressure(boolean blocked) {}

    /**
     * A barrier has come: the synchronous part of a snapshot.
     *
     * @param request what is asked for
     * @return what is to be written by another thread
     * @throws Exception what a connector throws
     */
    default OperatorSnapshot snapshot(SnapshotRequest request) throws Exception {
        return OperatorSnapshot.NONE;
    }

    /**
     * Takes back a chunk that a snapshot wrote under this operator's uid; chunks of other subtasks may be among them.
     *
     * @param chunk the chunk
     */
    default void restore(Chunk chunk) {
        throw new IllegalStateException(
                "has no state to restore \"" + chunk.header().state() + "\" into");
    }

    /** @return the timer or window that is being fired, for error messages, or null */
    default @Nullable String activity() {
        return null;
    }

    @Override
    default void close() throws Exception {}
}
