package dev.sluice.runtime.keeper;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.protocol.CborSerializable;

/** What a keeper journals. */
public sealed interface KeeperEvent extends CborSerializable {

    /**
     * A task was deployed.
     *
     * @param epoch the attempt
     * @param restoredCheckpoint from which checkpoint, 0 for none
     */
    record Deployed(long epoch, long restoredCheckpoint) implements KeeperEvent {}

    /**
     * A snapshot was written.
     *
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     * @param snapshot where it is
     */
    record SnapshotWritten(long epoch, long checkpoint, SnapshotHandle snapshot) implements KeeperEvent {}

    /**
     * A checkpoint was confirmed as complete.
     *
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     */
    record Confirmed(long epoch, long checkpoint) implements KeeperEvent {}
}
