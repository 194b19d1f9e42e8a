package dev.sluice.runtime.task;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.ReactiveSink;
import dev.sluice.api.connector.ReactiveSource;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.DamagedSnapshotException;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.contents.SchemaFirst;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.operator.Operator;
import dev.sluice.runtime.operator.OperatorContext;
import dev.sluice.runtime.operator.SourceOperator;
import dev.sluice.runtime.operator.TimelessOperator;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.Planner;
import dev.sluice.runtime.plan.Vertex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
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
    private final ChainBuilder chain;
    private final WakeUp wakeUp = new WakeUp();
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
        metrics = new TaskMetrics(
                ChainBuilder.isSink(vertex), deployment.epoch(), node.clock().millis());
        chain = new ChainBuilder(
                plan,
                vertex,
                subtask,
                deployment.epoch(),
                node.backends().of(deployment.job().stateBackend()),
                node.clock(),
                codec,
                sharing,
                metrics,
                wakeUp,
                new Connectors());
    }

    /** Makes a task; what was opened is closed again if something fails. */
    static Task build(Deployment deployment, NodeServices node) throws Exception {
        return new TaskBuilder(deployment, node).build();
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
        ChainBuilder.Built built = chain.build(this::read);
        try {
            return task(built, streams());
        } catch (Exception e) {
            ChainBuilder.close(built.links(), e);
            throw e;
        }
    }

    private Task task(ChainBuilder.Built built, Streams streams) {
        node.metrics().add(deployment.subtask(), metrics);
        return new Task(
                graph.job(),
                vertex,
                subtask,
                deployment.epoch(),
                graph.maxParallelism(),
                built.links(),
                source,
                ChainBuilder.channels(plan, vertex, subtask),
                streams,
                sharing,
                ValueCodec.create(types),
                ValueCodec.create(types),
                node.wire(),
                metrics,
                node.clock(),
                node.waker(),
                new Passage.Place(
                        plan, vertex, subtask, sharing, deployment.job().alignedTimeoutMillis(), metrics),
                built.replay(),
                wakeUp);
    }

    private void read(IntPredicate keyGroups, Consumer<Chunk> operators) throws IOException {
        SchemaFirst pieces = new SchemaFirst(node.checkpoints()::open);
        try {
            for (SnapshotHandle snapshot : ownFirst()) {
                pieces.read(snapshot, keyGroups, operators::accept);
            }
        } catch (UncheckedIOException e) {
            // What is whole in its parts may still not fit together.
            if (e.getCause() instanceof DamagedSnapshotException damaged) {
                throw damaged;
            }
            throw e;
        }
    }

    /**
     * What was broadcast is kept alike by all subtasks, but for what a barrier has overtaken: whoever takes the rest of
     * that takes the state of the same subtask, which is the one that is read first.
     */
    private List<SnapshotHandle> ownFirst() {
        List<SnapshotHandle> all = new ArrayList<>(deployment.snapshots());
        long before = all.stream().filter(this::isOfVertex).count();
        if (before == 0) {
            return all;
        }
        all.sort(Comparator.comparing(
                snapshot -> !isOfVertex(snapshot) || snapshot.address().subtask() != subtask % before));
        return all;
    }

    private boolean isOfVertex(SnapshotHandle snapshot) {
        return snapshot.address().vertex().equals(vertex.id());
    }

    private final class Connectors implements ChainBuilder.Ends {
        @Override
        public SourceOperator source(OperatorSpec.SourceSpec spec, OperatorContext context) {
            FillingJob filling = filling();
            SourceOperator made = new SourceOperator(
                    filling == null ? spec : filling.staying(context.task().operator(), spec),
                    context,
                    new Contexts.ForSource(context.task(), metrics, node),
                    readers -> node.rates()
                            .of(deployment.subtask(), readers, deployment.job().rate()));
            source = made;
            return made;
        }

        @Override
        public SinkContext sink(GraphNode operator, TaskInfo task) {
            return sinkContext(operator, task);
        }

        @Override
        public Operator inPlaceOf(GraphNode operator, Operator made) {
            FillingJob filling = filling();
            return filling != null && operator.uid() != null && filling.isFilled(operator.uid())
                    ? new TimelessOperator(made)
                    : made;
        }

        private @Nullable FillingJob filling() {
            return node.definitions().get(deployment.job().job()) instanceof FillingJob filling ? filling : null;
        }
    }

    private SinkContext sinkContext(GraphNode operator, TaskInfo task) {
        return new Contexts.ForSink(
                task,
                deployment.job().run(),
                operator.uid() == null ? operator.name() : operator.uid(),
                deployment.restoredCheckpoint(),
                deployment.job().continues(),
                metrics,
                node);
    }

    @SuppressWarnings("unchecked") // the definition's types fit together
    private Streams streams() throws Exception {
        Flow.Publisher<Object> publisher = null;
        Flow.Subscriber<Object> subscriber = null;
        GraphNode head = vertex.head();
        if (head.spec() instanceof OperatorSpec.ReactiveSourceSpec spec) {
            publisher = ((ReactiveSource<Object>) spec.source())
                    .publisher(new Contexts.ForSource(chain.info(head), metrics, node));
        }
        GraphNode last = vertex.operators().get(vertex.operators().size() - 1);
        if (last.spec() instanceof OperatorSpec.ReactiveSinkSpec spec) {
            subscriber = ((ReactiveSink<Object>) spec.sink()).subscriber(sinkContext(last, chain.info(last)));
        }
        return new Streams(publisher, subscriber);
    }
}
