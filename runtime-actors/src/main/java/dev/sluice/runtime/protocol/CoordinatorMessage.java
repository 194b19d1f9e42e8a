package dev.sluice.runtime.protocol;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.job.StartFrom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the cluster's coordinator understands. */
public sealed interface CoordinatorMessage extends CborSerializable {

    /**
     * Run a job. An unfinished run of the same job with the same parameters goes on.
     *
     * @param spec how; its run id is used if a new run begins
     * @param fresh whether an unfinished run is thrown away
     * @param watcher told of every change
     * @param replyTo told which run it is, or why it is refused
     */
    record Submit(
            JobSpec spec,
            boolean fresh,
            ActorRef<JobUpdate> watcher,
            ActorRef<StatusReply<MasterCommand.Accepted>> replyTo)
            implements CoordinatorMessage {}

    /**
     * Run a job from a savepoint or a checkpoint, as a new run. What an unfinished run has left stays where it is.
     *
     * @param spec how; with the run's id
     * @param from where its state comes from
     * @param watcher told of every change
     * @param replyTo told which run it is, or why it is refused
     */
    record SubmitFrom(
            JobSpec spec,
            StartFrom from,
            ActorRef<JobUpdate> watcher,
            ActorRef<StatusReply<MasterCommand.Accepted>> replyTo)
            implements CoordinatorMessage {}

    /**
     * The state that a new run begins from is in its store, or not. The coordinator tells itself.
     *
     * @param command what was asked for
     * @param spec how the run is run
     * @param snapshots its state
     * @param problem why it cannot begin; null if it can
     */
    record Imported(
            SubmitFrom command,
            JobSpec spec,
            List<SnapshotHandle> snapshots,
            @Nullable String problem) implements CoordinatorMessage {}

    /**
     * End a job; it can be resumed.
     *
     * @param job the job's name
     * @param run which run of it; empty for whichever is running
     * @param replyTo told once it has ended, or why there is nothing to end
     */
    record Cancel(String job, String run, ActorRef<StatusReply<JobUpdate>> replyTo) implements CoordinatorMessage {}

    /**
     * End a job behind a last checkpoint; it can be resumed from there.
     *
     * @param job the job's name
     * @param replyTo told once it has ended, or why it goes on
     */
    record Stop(String job, ActorRef<StatusReply<JobUpdate>> replyTo) implements CoordinatorMessage {}

    /**
     * Write a savepoint of a running job, which goes on; see {@link MasterCommand.Savepoint}.
     *
     * @param job the job's name
     * @param directory where
     * @param replyTo told once it is on its way, or why not
     */
    record Savepoint(String job, String directory, ActorRef<StatusReply<JobUpdate>> replyTo)
            implements CoordinatorMessage {}

    /**
     * End a job behind a savepoint; see {@link MasterCommand.StopWithSavepoint}.
     *
     * @param job the job's name
     * @param directory where
     * @param drain whether event time goes to its end before
     * @param replyTo told once it is on its way, or why not
     */
    record StopWithSavepoint(String job, String directory, boolean drain, ActorRef<StatusReply<JobUpdate>> replyTo)
            implements CoordinatorMessage {}

    /**
     * Give a running job another parallelism.
     *
     * @param job the job's name
     * @param parallelism how many subtasks an operator has by default
     * @param replyTo told once records flow again, or why everything is as it was
     */
    record Rescale(String job, int parallelism, ActorRef<StatusReply<JobUpdate>> replyTo)
            implements CoordinatorMessage {}

    /**
     * Say how all jobs are.
     *
     * @param replyTo told
     */
    record Describe(ActorRef<Jobs> replyTo) implements CoordinatorMessage {}

    /**
     * The answer to {@link Describe}.
     *
     * @param jobs by name, the newest run of each job
     */
    record Jobs(Map<String, Job> jobs) implements CborSerializable {}

    /**
     * A job.
     *
     * @param spec how it was submitted
     * @param update how it is
     * @param runs its runs that may have checkpoints, the newest first
     */
    record Job(JobSpec spec, JobUpdate update, List<String> runs) implements CborSerializable {}

    /**
     * A node is about to leave: move what runs there, and place nothing there any more.
     *
     * @param node its address
     * @param replyTo told when nothing is left there that could be moved
     */
    record Drain(String node, ActorRef<Done> replyTo) implements CoordinatorMessage {}

    /**
     * A node has been drained. The coordinator tells itself.
     *
     * @param node its address
     * @param replyTo told so
     */
    record Drained(String node, ActorRef<Done> replyTo) implements CoordinatorMessage {}

    /**
     * Tell a watcher how a run is, now and from now on. It may be repeated, and must be: watchers are not journaled.
     *
     * @param run the run
     * @param watcher told of every change
     */
    record Watch(String run, ActorRef<JobUpdate> watcher) implements CoordinatorMessage {}

    /**
     * A master says how its run ended.
     *
     * @param job the job's name
     * @param last what its watchers were told at the end
     */
    record RunEnded(String job, JobUpdate last) implements CoordinatorMessage {}
}
