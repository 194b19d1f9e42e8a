package dev.sluice.runtime.channel;

import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the results of a subtask leave it. What cannot be sent for want of credit stays with the caller, who thereby
 * stops: that is the backpressure.
 */
public final class Outbox {
    private final List<OutputEdge> edges = new ArrayList<>();
    private int spreading;
    private int start = -1;
    private int controlling;

    /**
     * @param vertex the sending vertex
     * @param subtask the sending subtask
     * @param epoch the attempt
     * @param maxParallelism how many key groups there are
     * @param receivers by edge index, the inboxes of the receiving vertex's subtasks
     * @param sharing copies what several receivers get and could change
     */
    public Outbox(
            Vertex vertex,
            int subtask,
            long epoch,
            int maxParallelism,
            Map<Integer, List<Consumer<Frame>>> receivers,
            Sharing sharing) {
        for (PlanEdge edge : vertex.outputs()) {
            List<Consumer<Frame>> inboxes = Objects.requireNonNull(receivers.get(edge.index()));
            edges.add(new OutputEdge(edge, subtask, epoch, maxParallelism, inboxes, sharing));
        }
    }

    /**
     * Spreads the records of a batch over the channels of all edges that carry this output.
     *
     * @param operator the operator's place in the chain
     * @param tag the id of its side output, or null for the main output
     * @param batch is consumed from its next record on; its control is left alone
     * @return whether all was consumed; otherwise it must be called again with the same arguments once there is credit
     * @throws Exception what a key selector throws; the batch's next record is the one
     */
    public boolean spread(int operator, @Nullable String tag, Batch batch) throws Exception {
        if (start < 0) {
            start = batch.next();
        }
        int last = lastEdge(operator, tag);
        for (; spreading <= last; spreading++) {
            OutputEdge edge = edges.get(spreading);
            if (carries(edge, operator, tag)) {
                if (!edge.spread(batch, spreading < last)) {
                    return false;
                }
                if (spreading < last) {
                    batch.next(start);
                }
            }
        }
        spreading = 0;
        start = -1;
        batch.next(batch.size());
        return true;
    }

    /**
     * Sends a control behind everything that was spread, on every channel.
     *
     * @param control what
     * @return whether it is under way everywhere; otherwise it must be called again with the same control once there is
     *     credit
     */
    public boolean control(Control control) {
        for (; controlling < edges.size(); controlling++) {
            if (!edges.get(controlling).control(control)) {
                return false;
            }
        }
        controlling = 0;
        return true;
    }

    /**
     * Sends batches that are not full, as far as there is credit: called when there is nothing else to do.
     *
     * @return whether nothing is left
     */
    public boolean flush() {
        boolean empty = true;
        for (OutputEdge edge : edges) {
            empty &= edge.flush();
        }
        return empty;
    }

    /** @param credit what a receiver granted */
    public void credit(Credit credit) {
        for (OutputEdge edge : edges) {
            if (edge.edge().index() == credit.edge()) {
                edge.credit(credit);
            }
        }
    }

    private int lastEdge(int operator, @Nullable String tag) {
        for (int i = edges.size() - 1; i >= 0; i--) {
            if (carries(edges.get(i), operator, tag)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean carries(OutputEdge edge, int operator, @Nullable String tag) {
        PlanEdge planned = edge.edge();
        return planned.operator() == operator
                && Objects.equals(planned.tag() == null ? null : planned.tag().id(), tag);
    }
}
