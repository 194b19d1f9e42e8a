package dev.sluice.runtime.coordinator;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import dev.sluice.runtime.job.Recovery;
import dev.sluice.runtime.protocol.JobUpdate;

/** What was asked of a running job that takes a checkpoint first. */
sealed interface Handover {
    /** What was asked for, in words. */
    String what();

    /** It is done. */
    void done(JobUpdate update);

    /** It cannot be done; the job is as it was. */
    void refuse(String reason);

    /** The run ends behind the checkpoint. */
    record Stop(ActorRef<StatusReply<JobUpdate>> replyTo) implements Handover {
        @Override
        public String what() {
            return "stopped";
        }

        @Override
        public void done(JobUpdate update) {
            replyTo.tell(StatusReply.success(update));
        }

        @Override
        public void refuse(String reason) {
            replyTo.tell(StatusReply.error(reason));
        }
    }

    /** The run goes on from the checkpoint, in another way or at another place. */
    sealed interface Move extends Handover {
        Recovery.Cause cause();
    }

    /** It goes on at another parallelism. */
    record Rescale(int parallelism, ActorRef<StatusReply<JobUpdate>> replyTo) implements Move {
        @Override
        public String what() {
            return "rescaled";
        }

        @Override
        public Recovery.Cause cause() {
            return Recovery.Cause.RESCALE;
        }

        @Override
        public void done(JobUpdate update) {
            replyTo.tell(StatusReply.success(update));
        }

        @Override
        public void refuse(String reason) {
            replyTo.tell(StatusReply.error(reason));
        }
    }

    /** It goes on on other nodes than this one. */
    record Leave(String node, ActorRef<Done> replyTo) implements Move {
        @Override
        public String what() {
            return "moved off node " + node;
        }

        @Override
        public Recovery.Cause cause() {
            return Recovery.Cause.DRAIN;
        }

        @Override
        public void done(JobUpdate update) {
            replyTo.tell(Done.getInstance());
        }

        @Override
        public void refuse(String reason) {
            replyTo.tell(Done.getInstance());
        }
    }
}
