package dev.sluice.runtime.protocol;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a job's master is told by others than its keepers. */
public sealed interface MasterCommand extends MasterMessage, CborSerializable {

    /**
     * Begin the run, or go on with one that was left unfinished by a failure, a cancellation or the end of the process.
     *
     * @param spec how it is to be run from now on
     * @param start where the state of a new run is that begins from another's, in its own name; null for others
     * @param watcher told of every change
     * @param replyTo told once the decision is journaled
     */
    record Begin(
            JobSpec spec,
            @Nullable List<SnapshotHandle> start,
            ActorRef<JobUpdate> watcher,
            ActorRef<StatusReply<Accepted>> replyTo)
            implements MasterCommand {}

    /** Go on as the journal says, without disturbing subtasks that still run. */
    record Resume() implements MasterCommand {}

    /**
     * Tell a watcher how the run is, now and from now on. It may be repeated.
     *
     * @param watcher told of every change
     */
    record Watch(ActorRef<JobUpdate> watcher) implements MasterCommand {}

    /**
     * End the run; it can be resumed.
     *
     * @param replyTo told once it has ended
     */
    record Cancel(ActorRef<StatusReply<JobUpdate>> replyTo) implements MasterCommand {}

    /**
     * End the run behind a last checkpoint, from which it can be resumed.
     *
     * @param replyTo told once it has ended, or why it goes on
     */
    record Stop(ActorRef<StatusReply<JobUpdate>> replyTo) implements MasterCommand {}

    /**
     * Write a savepoint; the run goes on. {@link JobUpdate#savepoint} says what becomes of it.
     *
     * @param directory where, as an absolute path; it must not exist, or be empty
     * @param replyTo told once it is on its way, or why not
     */
    record Savepoint(String directory, ActorRef<StatusReply<JobUpdate>> replyTo) implements MasterCommand {}

    /**
     * Write a savepoint and end the run behind it. {@link JobUpdate#savepoint} says what becomes of it: if it fails,
     * the run goes on.
     *
     * @param directory where, as an absolute path; it must not exist, or be empty
     * @param drain whether event time goes to its end before, so that all windows and timers fire
     * @param replyTo told once it is on its way, or why not
     */
    record StopWithSavepoint(String directory, boolean drain, ActorRef<StatusReply<JobUpdate>> replyTo)
            implements MasterCommand {}

    /**
     * Go on at another parallelism, from a checkpoint made for it, on all nodes there are.
     *
     * @param parallelism how many subtasks an operator has by default
     * @param replyTo told once records flow again, or why everything is as it was
     */
    record Rescale(int parallelism, ActorRef<StatusReply<JobUpdate>> replyTo) implements MasterCommand {}

    /**
     * Move the subtasks that run on a node elsewhere, behind a checkpoint.
     *
     * @param node the address of the node
     * @param replyTo told once none is left there, or that it cannot be helped
     */
    record Leave(String node, ActorRef<Done> replyTo) implements MasterCommand {}

    /**
     * The answer to {@link Begin}.
     *
     * @param run the run
     * @param resumedFrom the checkpoint it goes on from (0: from the beginning), -1 if the run is new
     */
    record Accepted(String run, long resumedFrom) implements CborSerializable {}
}
