package dev.sluice.runtime.protocol;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;

/** What a job's master is told by others than its keepers. */
public sealed interface MasterCommand extends MasterMessage, CborSerializable {

    /**
     * Begin the run, or go on with one that was left unfinished by a failure, a cancellation or the end of the process.
     *
     * @param spec how it is to be run from now on
     * @param watcher told of every change
     * @param replyTo told once the decision is journaled
     */
    record Begin(JobSpec spec, ActorRef<JobUpdate> watcher, ActorRef<StatusReply<Accepted>> replyTo)
            implements MasterCommand {}

    /** Go on as the journal says, without disturbing subtasks that still run. */
    record Resume() implements MasterCommand {}

    /**
     * Tell a watcher how the run is, now and from now on. It may be repeated.
     *
     * @param watcher told of every change
     */
    record Watch(ActorRef<JobUpdate> watcher) implements MasterCommand {}

    /** End the run; it can be resumed. */
    record Cancel() implements MasterCommand {}

    /**
     * The answer to {@link Begin}.
     *
     * @param run the run
     * @param resumedFrom the checkpoint it goes on from (0: from the beginning), -1 if the run is new
     */
    record Accepted(String run, long resumedFrom) implements CborSerializable {}
}
