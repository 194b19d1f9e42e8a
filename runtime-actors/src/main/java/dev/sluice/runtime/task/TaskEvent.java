package dev.sluice.runtime.task;

import akka.actor.ActorRef;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.protocol.KeeperMessage;

/** What a task tells its keeper. Never leaves the JVM. */
public sealed interface TaskEvent extends KeeperMessage {

    /** @return the attempt it is about */
    long epoch();

    /**
     * It is built, restored and waits for {@link TaskMessage.Start}.
     *
     * @param epoch the attempt
     * @param inbox where its frames go
     */
    record Ready(long epoch, ActorRef inbox) implements TaskEvent {}

    /**
     * A snapshot is written.
     *
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     * @param snapshot where it is
     * @param changed whether the task has done anything since the one before
     */
    record SnapshotWritten(long epoch, long checkpoint, SnapshotHandle snapshot, boolean changed)
            implements TaskEvent {}

    /**
     * It has something to do, after a snapshot that has found it as the one before had left it.
     *
     * @param epoch the attempt
     */
    record Awake(long epoch) implements TaskEvent {}

    /**
     * It reads an aligned source.
     *
     * @param epoch the attempt
     * @param watermark how far it is
     * @param active whether it is neither idle nor at its end
     */
    record AtWatermark(long epoch, long watermark, boolean active) implements TaskEvent {}

    /**
     * A snapshot could not be written.
     *
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     * @param reason why
     */
    record SnapshotFailed(long epoch, long checkpoint, String reason) implements TaskEvent {}

    /**
     * The sinks have committed.
     *
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     */
    record Committed(long epoch, long checkpoint) implements TaskEvent {}

    /**
     * Everything was read and processed.
     *
     * @param epoch the attempt
     */
    record EndReached(long epoch) implements TaskEvent {}

    /**
     * It has failed; {@link Stopped} follows.
     *
     * @param epoch the attempt
     * @param failure why
     */
    record Failed(long epoch, JobFailure failure) implements TaskEvent {}

    /**
     * What it was to be restored from is damaged; {@link Stopped} follows.
     *
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     * @param reason which file, and what is wrong with it
     */
    record Unrestorable(long epoch, long checkpoint, String reason) implements TaskEvent {}

    /**
     * It has ended.
     *
     * @param epoch the attempt
     */
    record Stopped(long epoch) implements TaskEvent {}
}
