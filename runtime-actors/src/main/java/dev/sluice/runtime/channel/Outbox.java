package dev.sluice.runtime.channel;

import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import java.util.ArrayList;
import java.util.Arrays;
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
    /** By the operator's place in the chain, up to the last one that anything leaves by. */
    private final OutputExit[] exits;

    private boolean overdrawn;

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
        int last = vertex.outputs().stream().mapToInt(PlanEdge::operator).max().orElse(-1);
        exits = new OutputExit[last + 1];
        Arrays.setAll(exits, place -> new OutputExit());
        for (PlanEdge planned : vertex.outputs()) {
            List<Consumer<Frame>> inboxes = Objects.requireNonNull(receivers.get(planned.index()));
            OutputEdge edge = new OutputEdge(planned, subtask, epoch, maxParallelism, inboxes, sharing);
            edges.add(edge);
            exits[planned.operator()].add(edge);
        }
    }

    private @Nullable OutputExit exitAt(int operator) {
        return operator < exits.length ? exits[operator] : null;
    }

    /**
     * Spreads the records of a batch over the channels of all edges that carry this output.
     *
     * @param operator the operator's place in the chain
     * @param tag the id of its side output, or null for the main output
     * @param batch is consumed from its next record on; its control is left alone
     * @param shared whether somebody else gets the records too: what could change is copied then
     * @return whether all was consumed; otherwise it must be called again with the same arguments once there is credit
     * @throws Exception what a key selector throws; the batch's next record is the one
     */
    public boolean spread(int operator, @Nullable String tag, Batch batch, boolean shared) throws Exception {
        OutputExit exit = exitAt(operator);
        if (exit != null && !exit.spread(tag, batch, shared)) {
            return false;
        }
        batch.next(batch.size());
        return true;
    }

    /**
     * @param operator the operator's place in the chain
     * @param tag the id of its side output, or null for the main output
     * @return whether any edge carries it
     */
    public boolean carries(int operator, @Nullable String tag) {
        OutputExit exit = exitAt(operator);
        return exit != null && exit.carries(tag);
    }

    /**
     * Sends a control behind everything that was spread, on every channel of an operator.
     *
     * @param operator the operator's place in the chain
     * @param control what
     * @return whether it is under way everywhere; otherwise it must be called again with the same arguments once there
     *     is credit
     */
    public boolean control(int operator, Control control) {
        OutputExit exit = exitAt(operator);
        return exit == null || exit.control(control);
    }

    /**
     * Has everything taken in, whether there is credit for it or not, so that {@link #spread} and {@link #control}
     * never stop; or no longer.
     *
     * @param always whether there is always room
     */
    public void overdraw(boolean always) {
        edges.forEach(edge -> edge.overdraw(always));
        overdrawn = true;
    }

    /** @return whether there is still something that was taken in without credit: nothing is to be added to it */
    public boolean isOverdrawn() {
        if (overdrawn) {
            flush();
        }
        overdrawn = overdrawn && edges.stream().anyMatch(OutputEdge::isOverdrawn);
        return overdrawn;
    }

    /**
     * Gives back what could not be sent before a restart; before anything else is called. It is sent first.
     *
     * @param edge the plan's edge
     * @param to the receiving subtask
     * @param batch the records
     */
    public void replay(int edge, int to, Batch batch) {
        edges.stream().filter(own -> own.edge().index() == edge).forEach(own -> own.replay(to, batch));
        overdrawn = true;
    }

    /** @return whether a barrier waits for credit on any channel */
    public boolean holdsBarrier() {
        return edges.stream().anyMatch(OutputEdge::holdsBarrier);
    }

    /**
     * Sends a barrier on every channel that it has not gone by yet, ahead of what waits for credit there, and without
     * any itself.
     *
     * @param barrier overtakes
     * @param overtaken gets what was overtaken
     */
    public void overtake(Control.Barrier barrier, Overtaken overtaken) {
        for (OutputExit exit : exits) {
            exit.forgetBarrier();
        }
        edges.forEach(edge -> edge.overtake(barrier, overtaken));
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
}
