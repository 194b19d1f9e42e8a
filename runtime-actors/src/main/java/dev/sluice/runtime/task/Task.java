package dev.sluice.runtime.task;

import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.channel.Inbox;
import dev.sluice.runtime.operator.SourceOperator;
import dev.sluice.runtime.plan.Vertex;
import dev.sluice.runtime.wire.Wire;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a subtask consists of, opened and restored, ready to run.
 *
 * @param job the job's name
 * @param vertex what it is a part of
 * @param subtask its index
 * @param epoch the attempt
 * @param maxParallelism how many key groups there are
 * @param links the chain
 * @param source its first operator, if it is a source
 * @param inputs the channels that lead to it
 * @param streams the reactive streams it is joined to
 * @param sharing the subtask's own
 * @param snapshotCodec for the thread that writes its snapshots
 * @param wireCodec for frames to and from other nodes
 * @param wire the node's connections to others
 * @param metrics its figures
 * @param clock the wall clock
 * @param waker wakes it if it is a source
 * @param passage how barriers get through it
 * @param replay what was on its way before a restart
 * @param wakeUp wakes it when one of its operators has been answered
 */
record Task(
        String job,
        Vertex vertex,
        int subtask,
        long epoch,
        int maxParallelism,
        List<Link> links,
        @Nullable SourceOperator source,
        List<Inbox.Channel> inputs,
        Streams streams,
        Sharing sharing,
        ValueCodec snapshotCodec,
        ValueCodec wireCodec,
        Wire wire,
        TaskMetrics metrics,
        InstantSource clock,
        Waker waker,
        Passage.Place passage,
        InFlightReplay replay,
        WakeUp wakeUp) {

    /** Closes all operators; what fails on the way is added to what failed first. */
    void close() throws Exception {
        Exception first = null;
        for (Link link : links) {
            try {
                link.operator.close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
