package dev.sluice.runtime.protocol;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;

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
     * End a run; it can be resumed.
     *
     * @param job the job's name
     * @param run the run
     */
    record Cancel(String job, String run) implements CoordinatorMessage {}

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
