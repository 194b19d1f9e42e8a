package dev.sluice.runtime.coordinator;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import dev.sluice.runtime.job.Recovery;
import dev.sluice.runtime.protocol.JobUpdate;
import org.jspecify.annotations.Nullable;

/** What was asked of a running job that takes a checkpoint first. */
sealed interface Handover {
    /** What was asked for, in words. */
    String what();

    /** It cannot be done; the job is as it was. */
    void refuse(String reason);

    /** The savepoint that the checkpoint is taken for, null for others. */
    default @Nullable SavepointOrder order() {
        return null;
    }

    /** Whether the sources read no more before the checkpoint. */
    default boolean drains() {
        return false;
    }

    /** The run ends behind the checkpoint. */
    record Stop(ActorRef<StatusReply<JobUpdate>> replyTo) implements Handover {
        @Override
        public String what() {
            return "stopped";
        }

        @Override
        public void refuse(String reason) {
            replyTo.tell(StatusReply.error(reason));
        }
    }

    /** The checkpoint is copied for the user; the run goes on, or ends behind it. */
    record Savepoint(SavepointOrder order, boolean stops, boolean drains) implements Handover {
        @Override
        public String what() {
            return stops ? "stopped with a savepoint" : "saved";
        }

        @Override
        public void refuse(String reason) {
            order.fail(reason);
        }
    }

    /** The run goes on from the checkpoint, in another way or at another place. */
    sealed interface Move extends Handover {
        Recovery.Cause cause();

        /** It is done. */
        void done(JobUpdate update);
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
