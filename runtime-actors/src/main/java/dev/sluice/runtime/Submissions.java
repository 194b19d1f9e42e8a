package dev.sluice.runtime;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import dev.sluice.runtime.protocol.CoordinatorMessage;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.MasterCommand;

/** What the coordinator is told of a submission. */
public final class Submissions {
    private Submissions() {}

    /**
     * @param spec how the job is run
     * @param options what its run begins from
     * @param watcher told of every change
     * @param replyTo told which run it is, or why it is refused
     * @return the message
     */
    public static CoordinatorMessage of(
            JobSpec spec,
            JobOptions options,
            ActorRef<JobUpdate> watcher,
            ActorRef<StatusReply<MasterCommand.Accepted>> replyTo) {
        return options.from().isEmpty()
                ? new CoordinatorMessage.Submit(spec, options.fresh(), watcher, replyTo)
                : new CoordinatorMessage.SubmitFrom(spec, options.from().get(), watcher, replyTo);
    }
}
