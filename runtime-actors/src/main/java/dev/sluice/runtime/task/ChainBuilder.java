package dev.sluice.runtime.task;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.StateBackend;
import dev.sluice.runtime.channel.InFlight;
import dev.sluice.runtime.channel.Inbox;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.operator.Operator;
import dev.sluice.runtime.operator.OperatorContext;
import dev.sluice.runtime.operator.OperatorTypes;
import dev.sluice.runtime.operator.Operators;
import dev.sluice.runtime.operator.SourceOperator;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Vertex;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Makes the operators of one subtask, restores and opens them; wherever it runs.
 *
 * @param plan the subtask's own
 * @param vertex what it is a part of
 * @param subtask its index
 * @param epoch the attempt
 * @param backend where keyed state is kept
 * @param clock the wall clock
 * @param codec the subtask's own
 * @param sharing the subtask's own
 * @param metrics its figures
 * @param wake has it look at its operators; called by any thread
 * @param ends where it meets the outside
 */
record ChainBuilder(
        PhysicalPlan plan,
        Vertex vertex,
        int subtask,
        long epoch,
        StateBackend backend,
        InstantSource clock,
        ValueCodec codec,
        Sharing sharing,
        TaskMetrics metrics,
        Runnable wake,
        Ends ends) {

    /** What a chain's ends are given, which depends on what runs it. */
    interface Ends {
        SourceOperator source(OperatorSpec.SourceSpec spec, OperatorContext context);

        SinkContext sink(GraphNode operator, TaskInfo task);

        /** What is run in the place of an operator: mostly itself. */
        default Operator inPlaceOf(GraphNode operator, Operator made) {
            return made;
        }
    }

    /** Where the state comes from. */
    @FunctionalInterface
    interface State {
        /** Hands out all chunks that are not keyed or of accepted key groups. */
        void read(IntPredicate keyGroups, Consumer<Chunk> operators) throws IOException;
    }

    /**
     * A chain.
     *
     * @param links its operators, restored and opened
     * @param replay what its inbox is to begin with
     */
    record Built(List<Link> links, InFlightReplay replay) {}

    /** Makes a chain; what was opened is closed again if something fails. */
    Built build(State state) throws Exception {
        List<Link> links = new ArrayList<>();
        InFlightReplay replay = new InFlightReplay(plan, vertex, subtask, codec);
        try {
            for (int place = 0; place < vertex.operators().size(); place++) {
                links.add(link(place));
            }
            restore(links, replay, state);
            replay.into(links);
            for (Link link : links) {
                open(link);
            }
            return new Built(List.copyOf(links), replay);
        } catch (Exception e) {
            close(links, e);
            throw e;
        }
    }

    /** Closes what was opened, after a failure that counts more than those of closing. */
    static void close(List<Link> links, Exception failure) {
        for (Link link : links) {
            try {
                link.operator.close();
            } catch (Exception suppressed) {
                failure.addSuppressed(suppressed);
            }
        }
    }

    private static void open(Link link) throws OperatorException {
        try {
            link.operator.open();
        } catch (Exception e) {
            throw new OperatorException(link.name, null, e);
        }
    }

    private Link link(int place) {
        GraphNode operator = vertex.operators().get(place);
        OperatorContext context = new OperatorContext(
                info(operator),
                plan.graph().maxParallelism(),
                backend,
                codec,
                sharing,
                clock,
                name -> metrics.counter(operator.name() + "." + name),
                wake);
        Emitter out = new Emitter(Batch.TARGET, readTags(operator), sharing);
        return new Link(
                operator,
                operator(operator, context),
                new OperatorTypes(operator, codec),
                out,
                Outlet.of(vertex, place, sharing));
    }

    private Operator operator(GraphNode operator, OperatorContext context) {
        if (operator.spec() instanceof OperatorSpec.SourceSpec spec) {
            return ends.source(spec, context);
        }
        return ends.inPlaceOf(
                operator,
                Operators.create(operator.spec(), keyKind(operator), context, ends.sink(operator, info(operator))));
    }

    TaskInfo info(GraphNode operator) {
        return new TaskInfo(plan.graph().job(), operator.name(), subtask, vertex.parallelism(), epoch);
    }

    static KeyKind keyKind(GraphNode operator) {
        for (GraphEdge edge : operator.inputs()) {
            if (edge.partitioning() instanceof Partitioning.Hash hash) {
                return KeyKind.of(hash.type());
            }
        }
        return KeyKind.OBJECT;
    }

    private Set<String> readTags(GraphNode operator) {
        return plan.graph().nodes().stream()
                .flatMap(reader -> reader.inputs().stream())
                .filter(edge -> edge.from() == operator.id() && edge.tag() != null)
                .map(edge -> Objects.requireNonNull(edge.tag()).id())
                .collect(Collectors.toSet());
    }

    private void restore(List<Link> links, InFlightReplay replay, State state) throws IOException, OperatorException {
        Map<String, Link> byUid = new HashMap<>();
        links.forEach(link -> byUid.put(link.uid == null ? link.name : link.uid, link));
        KeyGroupRange range =
                KeyGroupRange.of(subtask, vertex.parallelism(), plan.graph().maxParallelism());
        try {
            state.read(range::touches, chunk -> {
                Link link = byUid.get(chunk.header().operator());
                if (chunk.header().operator().equals(InFlight.OPERATOR)) {
                    replay.add(chunk);
                } else if (link != null) {
                    restore(link, chunk);
                }
            });
        } catch (Refused e) {
            throw e.refusal;
        }
    }

    private static void restore(Link link, Chunk chunk) {
        try {
            link.types.restore(chunk, link.operator);
        } catch (PermanentException e) {
            throw new Refused(new OperatorException(link.name, null, e));
        }
    }

    /** Through the reader of a snapshot, which it ends. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final OperatorException refusal;

        Refused(OperatorException refusal) {
            super(refusal);
            this.refusal = refusal;
        }
    }

    /** The channels that lead to a subtask. */
    static List<Inbox.Channel> channels(PhysicalPlan plan, Vertex vertex, int subtask) {
        List<Inbox.Channel> channels = new ArrayList<>();
        for (PlanEdge edge : vertex.inputs()) {
            if (edge.isForward()) {
                channels.add(new Inbox.Channel(edge.index(), subtask, edge.input()));
            } else {
                int senders = plan.vertices().get(edge.from()).parallelism();
                for (int sender = 0; sender < senders; sender++) {
                    channels.add(new Inbox.Channel(edge.index(), sender, edge.input()));
                }
            }
        }
        return channels;
    }

    /** Whether a vertex ends in a sink, or in several. */
    static boolean isSink(Vertex vertex) {
        return vertex.operators().stream()
                .map(GraphNode::spec)
                .anyMatch(
                        spec -> spec instanceof OperatorSpec.SinkSpec || spec instanceof OperatorSpec.ReactiveSinkSpec);
    }
}
