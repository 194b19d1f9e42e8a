package dev.sluice.runtime.task;

import akka.actor.ActorRef;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import java.util.List;
import java.util.Map;

/** What a task is told by its keeper. Never leaves the JVM. */
public sealed interface TaskMessage {

    /**
     * Records may flow.
     *
     * @param receivers by edge, the inboxes of the receiving vertex's subtasks
     */
    record Start(Map<Integer, List<ActorRef>> receivers) implements TaskMessage {}

    /**
     * A source is to send a barrier.
     *
     * @param request what the snapshots are to be
     */
    record Trigger(SnapshotRequest request) implements TaskMessage {}

    /**
     * A source is to wait for the others of its alignment group.
     *
     * @param othersMinimum the smallest watermark of those that are active; {@code Long.MAX_VALUE}: none is
     */
    record Align(long othersMinimum) implements TaskMessage {}

    /** A source is to read no more, as if its input ended here. */
    record Drain() implements TaskMessage {}

    /** The task is to end. */
    record Stop() implements TaskMessage {}

    /** The task goes on with its work; sent by itself, so that others get a word in. */
    record Continue() implements TaskMessage {
        static final Continue INSTANCE = new Continue();
    }

    /** An operator that waits for others has been answered. */
    record Wake() implements TaskMessage {
        static final Wake INSTANCE = new Wake();
    }

    /** A source that had nothing is to be asked again. */
    record Poll() implements TaskMessage {
        static final Poll INSTANCE = new Poll();
    }
}
