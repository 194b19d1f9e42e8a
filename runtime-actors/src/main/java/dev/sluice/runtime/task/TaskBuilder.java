package dev.sluice.runtime.task;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.ReactiveSink;
import dev.sluice.api.connector.ReactiveSource;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.channel.Inbox;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.operator.Operator;
import dev.sluice.runtime.operator.OperatorContext;
import dev.sluice.runtime.operator.Operators;
import dev.sluice.runtime.operator.SourceOperator;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.PlanEdge;
import dev.sluice.runtime.plan.Planner;
import dev.sluice.runtime.plan.Vertex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a subtask's operators from the job's definition, restores and opens them. Every subtask runs the definition
 * itself, so it shares no function with another. Runs on a thread that may block.
 */
final class TaskBuilder {
    private final Deployment deployment;
    private final NodeServices node;
    private final JobGraph graph;
    private final PhysicalPlan plan;
    private final Vertex vertex;
    private final int subtask;
    private final AllowedTypes types;
    private final ValueCodec codec;
    private final Sharing sharing;
    private final TaskMetrics metrics;
    private final WakeUp wakeUp = new WakeUp();
    private final List<Link> links = new ArrayList<>();
    private @Nullable SourceOperator source;

    private TaskBuilder(Deployment deployment, NodeServices node) {
        this.deployment = deployment;
        this.node = node;
        graph = define(deployment, node);
        plan = Planner.plan(graph, deployment.job().parallelism());
        vertex = plan.vertex(deployment.subtask().vertex());
        subtask = deployment.subtask().index();
        types = JobTypes.of(graph);
        codec = ValueCodec.create(types);
        sharing = new Sharing(codec);
        metrics =
                new TaskMetrics(isSink(vertex), deployment.epoch(), node.clock().millis());
    }

    /** Makes a task; what was opened is closed again if something fails. */
    static Task build(Deployment deployment, NodeServices node) throws Exception {
        TaskBuilder builder = new TaskBuilder(deployment, node);
        try {
            return builder.build();
        } catch (Exception e) {
            for (Link link : builder.links) {
                try {
                    link.operator.close();
                } catch (Exception suppressed) {
                    e.addSuppressed(suppressed);
                }
            }
            throw e;
        }
    }

    private static JobGraph define(Deployment deployment, NodeServices node) {
        String name = deployment.job().job();
        JobDefinition definition = node.definitions().get(name);
        if (definition == null) {
            throw new IllegalStateException("this node does not know the job \"" + name
                    + "\": put its classes on the class path of every node");
        }
        JobGraph graph =
                Dataflow.define(definition, Parameters.of(deployment.job().parameters()));
        if (!graph.fingerprint().equals(deployment.job().fingerprint())) {
            throw new IllegalStateException("the definition of job \"" + name
                    + "\" differs from the one that was submitted: every node needs the same version,"
                    + " and define() must not depend on anything but its parameters");
        }
        return graph;
    }

    private Task build() throws Exception {
        for (GraphNode operator : vertex.operators()) {
            links.add(link(operator));
        }
        for (SnapshotHandle snapshot : deployment.snapshots()) {
            restore(snapshot);
        }
        for (Link link : links) {
            try {
                link.operator.open();
            } catch (Exception e) {
                throw new OperatorException(link.name, null, e);
            }
        }
        node.metrics().add(deployment.subtask(), metrics);
        return new Task(
                graph.job(),
                vertex,
                subtask,
                deployment.epoch(),
                graph.maxParallelism(),
                List.copyOf(links),
                source,
                channels(),
                streams(),
                sharing,
                ValueCodec.create(types),
                ValueCodec.create(types),
                node.wire(),
                metrics,
                node.clock(),
                node.waker(),
                wakeUp);
    }

    private Link link(GraphNode operator) {
        OperatorContext context = new OperatorContext(
                info(operator),
                graph.maxParallelism(),
                node.backend(),
                codec,
                sharing,
                node.clock(),
                name -> metrics.counter(operator.name() + "." + name),
                wakeUp);
        Emitter out = new Emitter(Batch.TARGET, readTags(operator), sharing);
        return new Link(operator.name(), operator.uid(), operator(operator, context), out);
    }

    private Operator operator(GraphNode operator, OperatorContext context) {
        if (operator.spec() instanceof OperatorSpec.SourceSpec spec) {
            source = new SourceOperator(
                    spec,
                    context,
                    new Contexts.ForSource(context.task(), metrics, node),
                    readers -> node.rates()
                            .of(deployment.subtask(), readers, deployment.job().rate()));
            return source;
        }
        return Operators.create(operator.spec(), keyKind(operator), context, sinkContext(operator));
    }

    private TaskInfo info(GraphNode operator) {
        return new TaskInfo(graph.job(), operator.name(), subtask, vertex.parallelism(), deployment.epoch());
    }

    private SinkContext sinkContext(GraphNode operator) {
        return new Contexts.ForSink(
                info(operator),
                deployment.job().run(),
                operator.uid() == null ? operator.name() : operator.uid(),
                deployment.restoredCheckpoint(),
                metrics,
                node);
    }

    private static KeyKind keyKind(GraphNode operator) {
        for (GraphEdge edge : operator.inputs()) {
            if (edge.partitioning() instanceof Partitioning.Hash hash) {
                return KeyKind.of(hash.type());
            }
        }
        return KeyKind.OBJECT;
    }

    private Set<String> readTags(GraphNode operator) {
        return graph.nodes().stream()
                .flatMap(reader -> reader.inputs().stream())
                .filter(edge -> edge.from() == operator.id() && edge.tag() != null)
                .map(edge -> Objects.requireNonNull(edge.tag()).id())
                .collect(Collectors.toSet());
    }

    private void restore(SnapshotHandle snapshot) throws IOException {
        Map<String, Link> byUid = new HashMap<>();
        links.forEach(link -> byUid.put(link.uid == null ? link.name : link.uid, link));
        KeyGroupRange range = KeyGroupRange.of(subtask, vertex.parallelism(), graph.maxParallelism());
        try (SnapshotReader reader = node.checkpoints().open(snapshot)) {
            for (Chunk chunk = next(reader, range); chunk != null; chunk = next(reader, range)) {
                Link link = byUid.get(chunk.header().operator());
                if (link != null) {
                    link.operator.restore(chunk);
                }
            }
        }
    }

    private static @Nullable Chunk next(SnapshotReader reader, KeyGroupRange range) throws IOException {
        return reader.next(group -> group == ChunkHeader.NOT_KEYED || range.contains(group));
    }

    private List<Inbox.Channel> channels() {
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

    @SuppressWarnings("unchecked") // the definition's types fit together
    private Streams streams() throws Exception {
        Flow.Publisher<Object> publisher = null;
        Flow.Subscriber<Object> subscriber = null;
        GraphNode head = vertex.head();
        if (head.spec() instanceof OperatorSpec.ReactiveSourceSpec spec) {
            publisher = ((ReactiveSource<Object>) spec.source())
                    .publisher(new Contexts.ForSource(info(head), metrics, node));
        }
        GraphNode last = vertex.operators().get(vertex.operators().size() - 1);
        if (last.spec() instanceof OperatorSpec.ReactiveSinkSpec spec) {
            subscriber = ((ReactiveSink<Object>) spec.sink()).subscriber(sinkContext(last));
        }
        return new Streams(publisher, subscriber);
    }

    private static boolean isSink(Vertex vertex) {
        OperatorSpec last =
                vertex.operators().get(vertex.operators().size() - 1).spec();
        return last instanceof OperatorSpec.SinkSpec || last instanceof OperatorSpec.ReactiveSinkSpec;
    }
}
