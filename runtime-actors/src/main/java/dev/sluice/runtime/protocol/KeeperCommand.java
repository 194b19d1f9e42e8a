package dev.sluice.runtime.protocol;

import akka.actor.typed.ActorRef;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import java.util.List;
import java.util.Map;

/** What a job's master tells the keeper of a subtask. A command of an older epoch than the keeper's is dropped. */
public sealed interface KeeperCommand extends KeeperMessage, CborSerializable {

    /** @return the attempt it is about */
    long epoch();

    /**
     * Build and restore the task, in place of the one there may be; answered by {@link KeeperReport.Ready} or
     * {@link KeeperReport.Failed}.
     *
     * @param epoch the attempt
     * @param job what is run
     * @param restoredCheckpoint from which checkpoint, 0 for none
     * @param snapshots of that checkpoint
     * @param master whom to report to
     */
    record Deploy(
            long epoch,
            JobSpec job,
            long restoredCheckpoint,
            List<SnapshotHandle> snapshots,
            ActorRef<MasterMessage> master)
            implements KeeperCommand {}

    /**
     * Let records flow.
     *
     * @param epoch the attempt
     * @param receivers by edge, the inboxes of the receiving vertex's subtasks
     */
    record Start(long epoch, Map<Integer, List<akka.actor.ActorRef>> receivers) implements KeeperCommand {}

    /**
     * Send a barrier from this source; the snapshot is answered by {@link KeeperReport.Acknowledged} or
     * {@link KeeperReport.Declined}, by every subtask.
     *
     * @param epoch the attempt
     * @param request what the snapshots are to be
     */
    record Trigger(long epoch, SnapshotRequest request) implements KeeperCommand {}

    /**
     * Have this source read no more, as if its input ended here: event time goes to its end. Not answered but by
     * {@link KeeperReport.EndReached}.
     *
     * @param epoch the attempt
     */
    record Drain(long epoch) implements KeeperCommand {}

    /**
     * Have this source wait for the others of its alignment group. Not answered.
     *
     * @param epoch the attempt
     * @param othersMinimum the smallest watermark of the others, epoch milliseconds; {@code Long.MAX_VALUE}: none is
     *     active
     */
    record Align(long epoch, long othersMinimum) implements KeeperCommand {}

    /**
     * A checkpoint is complete: commit. Answered by {@link KeeperReport.Committed}.
     *
     * @param epoch the attempt
     * @param checkpoint the checkpoint's number
     * @param last whether all input was read, so that nothing follows
     */
    record Complete(long epoch, long checkpoint, boolean last) implements KeeperCommand {}

    /**
     * End the task, if there is one. Answered by {@link KeeperReport.Stopped}.
     *
     * @param epoch the attempt
     * @param master whom to report to
     */
    record Stop(long epoch, ActorRef<MasterMessage> master) implements KeeperCommand {}

    /**
     * Report to another master from now on. Answered by {@link KeeperReport.Attached}.
     *
     * @param epoch the attempt
     * @param master whom to report to
     */
    record Attach(long epoch, ActorRef<MasterMessage> master) implements KeeperCommand {}

    /**
     * The run is over: stop being. Not answered.
     *
     * @param epoch the attempt
     */
    record Retire(long epoch) implements KeeperCommand {}
}
