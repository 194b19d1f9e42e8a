package dev.sluice.runtime.channel;

import dev.sluice.api.graph.Partitioning;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.plan.PlanEdge;
import java.util.List;
import java.util.function.Consumer;

/** The sending ends of all channels of one edge on one subtask. */
final class OutputEdge {
    private final PlanEdge edge;
    private final Partitioner partitioner;
    private final OutputChannel[] channels;
    private final int firstReceiver;
    private int controlled;

    OutputEdge(
            PlanEdge edge,
            int subtask,
            long epoch,
            int maxParallelism,
            List<Consumer<Frame>> receivers,
            Sharing sharing) {
        this.edge = edge;
        List<Consumer<Frame>> mine = edge.isForward() ? List.of(receivers.get(subtask)) : receivers;
        firstReceiver = edge.isForward() ? subtask : 0;
        channels = new OutputChannel[mine.size()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = new OutputChannel(edge.index(), subtask, epoch, mine.get(i));
        }
        partitioner = partitioner(subtask, maxParallelism, sharing);
    }

    private Partitioner partitioner(int subtask, int maxParallelism, Sharing sharing) {
        if (edge.partitioning() instanceof Partitioning.Hash hash) {
            return HashPartitioner.create(
                    hash.key(), KeyKind.of(hash.type()), channels.length, maxParallelism, sharing, edge.combining());
        }
        if (edge.partitioning() instanceof Partitioning.Broadcast) {
            return new BroadcastPartitioner(sharing);
        }
        return new RoundRobinPartitioner(subtask, sharing);
    }

    PlanEdge edge() {
        return edge;
    }

    boolean spread(Batch batch, boolean shared) throws Exception {
        return partitioner.spread(batch, channels, shared);
    }

    /** Sends a control to all receivers; if it returns false it must be called again with the same one. */
    boolean control(Control control) {
        for (; controlled < channels.length; controlled++) {
            if (!channels[controlled].control(control)) {
                return false;
            }
        }
        controlled = 0;
        return true;
    }

    /** Whether from now on there is always room, credit or not. */
    void overdraw(boolean always) {
        for (OutputChannel channel : channels) {
            channel.overdraw(always);
        }
    }

    void replay(int to, Batch batch) {
        channels[to - firstReceiver].putAside(batch);
    }

    boolean isOverdrawn() {
        for (OutputChannel channel : channels) {
            if (channel.isOverdrawn()) {
                return true;
            }
        }
        return false;
    }

    boolean holdsBarrier() {
        for (OutputChannel channel : channels) {
            if (channel.holdsBarrier()) {
                return true;
            }
        }
        return false;
    }

    /** Sends a barrier ahead of what has no credit yet, on every channel that it has not gone by. */
    void overtake(Control.Barrier barrier, Overtaken overtaken) {
        for (int i = 0; i < channels.length; i++) {
            channels[i].overtake(barrier, firstReceiver + i, overtaken);
        }
    }

    /** Forgets that a control is on its way to some of the receivers. */
    void forgetControl() {
        controlled = 0;
    }

    boolean flush() {
        boolean empty = true;
        for (OutputChannel channel : channels) {
            empty &= channel.send();
        }
        return empty;
    }

    void credit(Credit credit) {
        channels[credit.to() - firstReceiver].credit(credit);
    }
}
