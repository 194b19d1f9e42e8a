package dev.sluice.runtime.task;

import dev.sluice.api.graph.Partitioning;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.runtime.channel.Inbox;
import dev.sluice.runtime.channel.Outbox;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives back the records that a barrier had overtaken before a restart. A subtask of as many as before takes what was
 * on its own channels, with the watermarks between. Else records with a key go to whoever owns it now, others to one
 * subtask each, and what was broadcast to whoever continues a receiver's copy; watermarks are left out then: the
 * sources tell them again, and until they do everything counts as early enough.
 */
final class InFlightReplay {
    private final PhysicalPlan plan;
    private final Vertex vertex;
    private final int subtask;
    private final int maxParallelism;
    private final ValueCodec codec;
    private final boolean keyed;
    private final List<OnChannel> onChannels = new ArrayList<>();
    private final List<Unsent> unsent = new ArrayList<>();
    private final List<Given> given = new ArrayList<>();

    private record OnChannel(Inbox.Channel channel, Batch batch) {}

    private record Unsent(int edge, int to, Batch batch) {}

    private record Given(InFlightFormat.Where where, int place, int input, Batch batch) {}

    InFlightReplay(PhysicalPlan plan, Vertex vertex, int subtask, ValueCodec codec) {
        this.plan = plan;
        this.vertex = vertex;
        this.subtask = subtask;
        this.codec = codec;
        maxParallelism = plan.graph().maxParallelism();
        keyed = vertex.inputs().stream().anyMatch(edge -> edge.partitioning() instanceof Partitioning.Hash);
    }

    /** Takes a chunk of any subtask, of which there may be something for this one. */
    void add(Chunk chunk) {
        InFlightFormat.Reader reader = new InFlightFormat.Reader(chunk);
        InFlightFormat.Label label = reader.label();
        if (label.where() == InFlightFormat.Where.UNSENT && label.from() == subtask) {
            addOwnUnsent(label, reader);
        }
        int place = placeOf(label.operator());
        if (place < 0) {
            return;
        }
        boolean between = label.where() == InFlightFormat.Where.CHAIN;
        PlanEdge edge = between || place > 0 ? null : vertex.inputs().get(label.input());
        if (isAsBefore(label, edge)) {
            if (label.to() == subtask && edge == null) {
                given.add(new Given(label.where(), place, label.input(), reader.batch(codec)));
            } else if (label.to() == subtask && edge != null && label.where() == InFlightFormat.Where.ARRIVED) {
                Inbox.Channel channel = new Inbox.Channel(edge.index(), label.from(), edge.input());
                onChannels.add(new OnChannel(channel, reader.batch(codec)));
            }
            return;
        }
        int input = edge == null ? (between ? label.input() : 0) : edge.input();
        Batch own = own(label, place == 0 && isBroadcast(input), reader);
        if (own != null) {
            given.add(new Given(label.where(), place, input, own));
        }
    }

    /** What its own receivers were to get, if there are as many of both as before: it sends it again. */
    private void addOwnUnsent(InFlightFormat.Label label, InFlightFormat.Reader reader) {
        for (PlanEdge edge : vertex.outputs()) {
            Vertex receiver = plan.vertices().get(edge.to());
            if (InFlightPart.idOf(receiver.head()).equals(label.operator())
                    && receiver.inputs().indexOf(edge) == label.input()
                    && receiver.parallelism() == label.receivers()
                    && vertex.parallelism() == label.senders()) {
                unsent.add(new Unsent(edge.index(), label.to(), reader.batch(codec)));
            }
        }
    }

    private boolean isAsBefore(InFlightFormat.Label label, @Nullable PlanEdge edge) {
        boolean receivers = label.receivers() == vertex.parallelism();
        return edge == null
                ? receivers && label.where() == InFlightFormat.Where.CHAIN
                : receivers
                        && label.senders() == plan.vertices().get(edge.from()).parallelism();
    }

    private int placeOf(String operator) {
        for (int i = 0; i < vertex.operators().size(); i++) {
            if (InFlightPart.idOf(vertex.operators().get(i)).equals(operator)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isBroadcast(int input) {
        return vertex.inputs().stream()
                .anyMatch(edge -> edge.input() == input && edge.partitioning() instanceof Partitioning.Broadcast);
    }

    private @Nullable Batch own(InFlightFormat.Label label, boolean broadcast, InFlightFormat.Reader reader) {
        if (broadcast) {
            // Whose state this subtask takes as well, see TaskBuilder.
            return label.to() == subtask % label.receivers() ? withoutTime(reader.batch(codec)) : null;
        }
        Batch batch = withoutTime(reader.batch(codec));
        if (batch.hashes.length == 0) {
            return heirOf(label) == subtask && batch.hasNext() ? batch : null;
        }
        Batch own = new Batch(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            int group = KeyGroups.groupOf(batch.hashes[i], maxParallelism);
            if (KeyGroups.ownerOf(group, vertex.parallelism(), maxParallelism) == subtask) {
                own.addFrom(batch, i);
            }
        }
        return own.hasNext() ? own : null;
    }

    private static Batch withoutTime(Batch batch) {
        batch.control(null);
        return batch;
    }

    /** Who continues a subtask's work: the owner of its first key group, or one of them. */
    private int heirOf(InFlightFormat.Label label) {
        if (!keyed) {
            return label.to() % vertex.parallelism();
        }
        int first =
                KeyGroupRange.of(label.to(), label.receivers(), maxParallelism).first();
        return KeyGroups.ownerOf(first, vertex.parallelism(), maxParallelism);
    }

    /** Hands operators what they are to begin with. */
    void into(List<Link> links) {
        given.sort(Comparator.comparing(Given::where));
        for (Given piece : given) {
            links.get(piece.place()).replay(piece.input(), piece.batch());
        }
        given.clear();
    }

    /** Hands channels that lead here what they are to begin with. */
    void into(@Nullable Inbox inbox) {
        for (OnChannel piece : onChannels) {
            Objects.requireNonNull(inbox).replay(piece.channel(), piece.batch());
        }
        onChannels.clear();
    }

    /** Hands channels that lead away what they are to begin with. */
    void into(Outbox outbox) {
        unsent.forEach(piece -> outbox.replay(piece.edge(), piece.to(), piece.batch()));
        unsent.clear();
    }
}
