package dev.sluice.runtime.inline;

import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec.SourceSpec;
import dev.sluice.api.graph.Partitioning;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.operator.KeyedStateView;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.Planner;
import dev.sluice.runtime.plan.Vertex;
import dev.sluice.runtime.savepoint.Outlines;
import dev.sluice.runtime.task.FailedTaskException;
import dev.sluice.runtime.task.InlineServices;
import dev.sluice.runtime.task.InlineTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a job, all of it on the thread that calls. Subtasks get their turns in the order of the plan, senders
 * before receivers, until nobody has anything to do; so the same calls always give the same results. Nothing happens
 * between two calls. After a failure it can only be closed.
 */
public final class InlineJob implements AutoCloseable {
    private final JobGraph graph;
    private final List<List<InlineTask>> vertices = new ArrayList<>();
    private final List<InlineTask> tasks = new ArrayList<>();
    private final PhysicalPlan plan;
    private long checkpoint;

    /**
     * Makes all subtasks, restores and opens them.
     *
     * @param definition makes the graph; called for each subtask, so that none shares a function with another
     * @param parallelism how many subtasks an operator has unless the definition says otherwise
     * @param services what the subtasks share
     * @param state what {@link #snapshot} returned, or nothing
     * @throws FailedTaskException if a function cannot be opened
     */
    public InlineJob(Supplier<JobGraph> definition, int parallelism, InlineServices services, List<Chunk> state) {
        graph = definition.get();
        plan = Planner.plan(graph, parallelism);
        try {
            for (Vertex vertex : plan.vertices()) {
                List<InlineTask> subtasks = new ArrayList<>();
                vertices.add(subtasks);
                for (int i = 0; i < vertex.parallelism(); i++) {
                    PhysicalPlan own = Planner.plan(definition.get(), parallelism);
                    InlineTask task = new InlineTask(own, own.vertices().get(vertex.index()), i, services, state);
                    subtasks.add(task);
                    tasks.add(task);
                }
            }
        } catch (RuntimeException e) {
            closeAll(e);
            throw e;
        }
        tasks.forEach(task -> task.connect(vertices));
    }

    /**
     * Works until nothing is left to do before somebody gives a source something, or time passes.
     *
     * @throws FailedTaskException if a function failed
     */
    public void run() {
        boolean worked = true;
        while (worked) {
            worked = false;
            for (InlineTask task : tasks) {
                worked |= task.work();
            }
        }
        if (tasks.stream().anyMatch(InlineTask::isStalled)) {
            throw new IllegalStateException("a subtask waits for credit that nobody grants: a fault of the engine");
        }
    }

    /**
     * @param name a source's name
     * @return its subtasks; what they are told is passed on by {@link #run}
     */
    public List<InlineTask> source(String name) {
        GraphNode node = node(name);
        if (!(node.spec() instanceof SourceSpec)) {
            throw new IllegalArgumentException("\"" + name + "\" is not a source");
        }
        return vertexOf(node);
    }

    /**
     * Sends barriers through the job and gathers what all subtasks held when theirs came.
     *
     * @return all of it, as it would be in a checkpoint store
     * @throws FailedTaskException if it cannot be written, for example for a class that is not declared
     */
    public List<Chunk> snapshot() {
        run();
        checkpoint++;
        for (Vertex vertex : plan.vertices()) {
            if (vertex.isSource()) {
                vertices.get(vertex.index()).forEach(task -> task.trigger(checkpoint));
            }
        }
        run();
        Chunks chunks = new Chunks();
        tasks.forEach(task -> task.write(chunks));
        return chunks.written();
    }

    /** @return what a savepoint says of it */
    public JobOutline outline() {
        return Outlines.of(plan, Map.of());
    }

    /** @return the earliest wall-clock time at which there is something to do, or {@code Long.MAX_VALUE} */
    public long nextTick() {
        return tasks.stream().mapToLong(InlineTask::nextTick).min().orElse(Long.MAX_VALUE);
    }

    /** @return what was counted in this attempt, by the operator's name, a dot, and the counter's name */
    public Map<String, Long> counters() {
        Map<String, Long> sums = new TreeMap<>();
        tasks.forEach(task -> task.metrics().counters().forEach((name, count) -> sums.merge(name, count, Long::sum)));
        return sums;
    }

    /**
     * @param operator an operator's name
     * @return the event time behind the operators that it is chained to, epoch milliseconds; the least of its subtasks
     */
    public long watermark(String operator) {
        return vertexOf(node(operator)).stream()
                .mapToLong(task -> task.metrics().watermark())
                .min()
                .orElseThrow();
    }

    /**
     * @param operator an operator's name
     * @return the names of its states by key, empty if there are none to be looked at
     */
    public List<String> stateNames(String operator) {
        return vertexOf(node(operator))
                .get(0)
                .state(operator)
                .map(KeyedStateView::stateNames)
                .orElse(List.of());
    }

    /**
     * @param operator an operator's name
     * @param state one of its {@link #stateNames}
     * @param key a key
     * @return a copy of what the key has there, wherever it lives; null for a value that is not set
     */
    public @Nullable Object state(String operator, String state, Object key) {
        GraphNode node = node(operator);
        if (!keyType(node).isInstance(key)) {
            throw new IllegalArgumentException(
                    "the keys of \"" + operator + "\" are of " + keyType(node).getName() + ", and " + key + " is of "
                            + key.getClass().getName());
        }
        KeyCursor cursor = new KeyCursor(KeyKind.of(keyType(node)), graph.maxParallelism());
        cursor.pointBoxed(key);
        List<InlineTask> subtasks = vertexOf(node);
        InlineTask owner = subtasks.get(KeyGroups.ownerOf(cursor.group(), subtasks.size(), graph.maxParallelism()));
        return owner.state(operator)
                .orElseThrow(() -> new IllegalArgumentException("\"" + operator + "\" keeps no state by key"))
                .state(state, key);
    }

    /** Closes all functions. */
    @Override
    public void close() throws Exception {
        Exception failure = new Exception("not everything could be closed");
        closeAll(failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private void closeAll(Exception failure) {
        for (InlineTask task : tasks) {
            try {
                task.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    private GraphNode node(String name) {
        return graph.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no operator \"" + name + "\""));
    }

    private List<InlineTask> vertexOf(GraphNode node) {
        for (Vertex vertex : plan.vertices()) {
            if (vertex.operators().contains(node)) {
                return vertices.get(vertex.index());
            }
        }
        throw new IllegalStateException("operator \"" + node.name() + "\" is in no vertex");
    }

    private static Class<?> keyType(GraphNode node) {
        for (GraphEdge edge : node.inputs()) {
            if (edge.partitioning() instanceof Partitioning.Hash hash) {
                return hash.type();
            }
        }
        return Object.class;
    }
}
