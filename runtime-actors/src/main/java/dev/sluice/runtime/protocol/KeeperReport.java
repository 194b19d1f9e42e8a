package dev.sluice.runtime.protocol;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.job.JobFailure;

/**
 * What the keeper of a subtask reports to its job's master. A report of another epoch than the current one is dropped.
 */
public sealed interface KeeperReport extends MasterMessage, CborSerializable {

    /** @return who reports */
    SubtaskId subtask();

    /** @return the attempt it is about */
    long epoch();

    /**
     * The task is built and restored.
     *
     * @param subtask who
     * @param epoch the attempt
     * @param inbox where its frames go
     * @param node the address of its node
     */
    record Ready(SubtaskId subtask, long epoch, akka.actor.ActorRef inbox, String node) implements KeeperReport {}

    /**
     * Everything was read and processed.
     *
     * @param subtask who
     * @param epoch the attempt
     */
    record EndReached(SubtaskId subtask, long epoch) implements KeeperReport {}

    /**
     * The snapshot is written and journaled.
     *
     * @param subtask who
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     * @param snapshot where it is
     * @param changed whether the task has done anything since the one before
     */
    record Acknowledged(SubtaskId subtask, long epoch, long checkpoint, SnapshotHandle snapshot, boolean changed)
            implements KeeperReport {}

    /**
     * The task has been told to begin, however often.
     *
     * @param subtask which
     * @param epoch the attempt
     */
    record Started(SubtaskId subtask, long epoch) implements KeeperReport {}

    /**
     * The task has something to do, after a checkpoint that has found it as the one before had left it.
     *
     * @param subtask who
     * @param epoch the attempt
     */
    record Awake(SubtaskId subtask, long epoch) implements KeeperReport {}

    /**
     * The snapshot could not be written; the task goes on.
     *
     * @param subtask who
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     * @param reason why
     */
    record Declined(SubtaskId subtask, long epoch, long checkpoint, String reason) implements KeeperReport {}

    /**
     * The sinks have committed what belongs to a checkpoint.
     *
     * @param subtask who
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     */
    record Committed(SubtaskId subtask, long epoch, long checkpoint) implements KeeperReport {}

    /**
     * The task has failed.
     *
     * @param subtask who
     * @param epoch the attempt
     * @param failure why
     */
    record Failed(SubtaskId subtask, long epoch, JobFailure failure) implements KeeperReport {}

    /**
     * A snapshot to restore is damaged.
     *
     * @param subtask who
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     * @param reason which file, and what is wrong with it
     */
    record Unrestorable(SubtaskId subtask, long epoch, long checkpoint, String reason) implements KeeperReport {}

    /**
     * There is no task any more.
     *
     * @param subtask who
     * @param epoch the attempt
     */
    record Stopped(SubtaskId subtask, long epoch) implements KeeperReport {}

    /**
     * The keeper reports to this master now.
     *
     * @param subtask who
     * @param epoch the attempt that was asked about
     * @param running whether a task of that attempt is running
     * @param atEnd whether it has read everything
     * @param node the address of its node
     */
    record Attached(SubtaskId subtask, long epoch, boolean running, boolean atEnd, String node)
            implements KeeperReport {}
}
