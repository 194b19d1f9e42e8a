package dev.sluice.runtime.data;

import dev.sluice.persistence.checkpoint.SnapshotRequest;

/** What may trail the records of a batch. */
public sealed interface Control {

    /**
     * No record before this time is expected any more.
     *
     * @param time event time, epoch milliseconds
     */
    record Watermark(long time) implements Control {}

    /**
     * Divides what belongs to a checkpoint from what comes after (Chandy and Lamport's marker).
     *
     * @param request what the snapshots it brings about are to be
     * @param overtaking whether it has left records behind that belong before it, and is to go on doing so
     */
    record Barrier(SnapshotRequest request, boolean overtaking) implements Control {

        /** @param request what the snapshots it brings about are to be */
        public Barrier(SnapshotRequest request) {
            this(request, false);
        }

        /** @return the checkpoint's number */
        public long checkpoint() {
            return request.checkpoint();
        }
    }

    /**
     * Wall-clock time has passed; never leaves a subtask.
     *
     * @param time epoch milliseconds
     */
    record Tick(long time) implements Control {}

    /**
     * The sender has nothing for the time being and does not hold back event time; its next batch makes it active
     * again.
     */
    record Idle() implements Control {}

    /** The sender is no longer idle, though its event time has not advanced. */
    record Active() implements Control {}

    /** The sender will send no more records, and its event time is at its end; barriers still follow. */
    record EndOfInput() implements Control {}
}
