package dev.sluice.runtime.protocol;

import akka.actor.ActorRef;
import java.util.List;

/** What nodes ask each other about the subtasks that run on them. */
public sealed interface FiguresMessage extends CborSerializable {
    /**
     * Tell the figures of a run's subtasks on this node.
     *
     * @param run the run
     * @param replyTo told {@link Figures}
     */
    record Tell(String run, ActorRef replyTo) implements FiguresMessage {}

    /**
     * The figures of a run's subtasks on a node.
     *
     * @param node the node's address
     * @param subtasks their figures
     */
    record Figures(String node, List<SubtaskFigures> subtasks) implements FiguresMessage {}

    /**
     * The figures of a subtask.
     *
     * @param subtask which
     * @param epoch the attempt
     * @param startedAt when its task was built, epoch milliseconds
     * @param recordsRead by its source
     * @param recordsWritten by its sink
     * @param watermark the event time at its end, epoch milliseconds
     */
    record SubtaskFigures(
            SubtaskId subtask, long epoch, long startedAt, long recordsRead, long recordsWritten, long watermark)
            implements CborSerializable {}
}
