package dev.sluice.api;

import dev.sluice.api.connector.ReactiveSource;
import dev.sluice.api.connector.Source;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where a job's graph begins. Not thread-safe; lives as long as {@link JobDefinition#define} runs. */
public final class Dataflow {
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Class<?>> types = new LinkedHashSet<>();
    private final Set<String> packages = new LinkedHashSet<>();
    private int maxParallelism = JobGraph.DEFAULT_MAX_PARALLELISM;

    private Dataflow() {}

    /**
     * Runs a definition.
     *
     * @param definition the job
     * @param params what the user gave
     * @return the graph
     * @throws DefinitionException if it cannot be run
     * @throws ParameterException if a parameter is missing, unknown or malformed
     */
    public static JobGraph define(JobDefinition definition, Parameters params) {
        String name = JobNames.check(definition.name());
        Dataflow flow = new Dataflow();
        flow.declarePackageOf(definition.getClass());
        definition.define(flow, params.resolve(name, definition.parameters()));
        return new JobGraph(
                name, flow.nodes.stream().map(Node::build).toList(), flow.maxParallelism, flow.types, flow.packages);
    }

    /**
     * Begins a stream.
     *
     * @param name the source's name, and its uid unless {@link DataStream#uid} says otherwise
     * @param source what is read, exactly once
     * @param <T> the type of the records
     * @return the stream
     */
    public <T> DataStream<T> source(String name, Source<T> source) {
        return begin(name, new OperatorSpec.SourceSpec(source, null));
    }

    /**
     * Begins a stream with what another reactive system sends: at most once over failures.
     *
     * @param name the source's name
     * @param source what is subscribed to
     * @param <T> the type of the records
     * @return the stream
     */
    public <T> DataStream<T> subscribe(String name, ReactiveSource<T> source) {
        DataStream<T> stream = begin(name, new OperatorSpec.ReactiveSourceSpec(source));
        return stream.parallelism(1);
    }

    /**
     * Declares classes that Sluice meets only as parts of others, such as the elements of a list, so that they may be
     * written into snapshots and read back. Classes of the job's own package, and what they refer to, need no
     * declaration.
     *
     * @param classes the classes
     * @return this
     */
    public Dataflow types(Class<?>... classes) {
        types.addAll(Arrays.asList(classes));
        return this;
    }

    /**
     * Declares all classes of some packages, as those of the job's own package are: for a definition that is put
     * together by a library.
     *
     * @param classes one of each package
     * @return this
     */
    public Dataflow packagesOf(Class<?>... classes) {
        for (Class<?> one : classes) {
            declarePackageOf(one);
        }
        return this;
    }

    /**
     * @param keyGroups how many key groups keyed state is divided into, from 1 to 32,768: the largest parallelism the
     *     job can ever have
     * @return this
     */
    public Dataflow maxParallelism(int keyGroups) {
        if (keyGroups < 1 || keyGroups > 1 << 15) {
            throw new DefinitionException("maxParallelism must be from 1 to 32768, but is " + keyGroups);
        }
        maxParallelism = keyGroups;
        return this;
    }

    void declarePackageOf(Class<?> type) {
        packages.add(type.getPackageName());
    }

    Node add(OperatorSpec spec, List<GraphEdge> inputs) {
        Node node = new Node(nodes.size(), spec, List.copyOf(inputs));
        nodes.add(node);
        return node;
    }

    boolean isRead(Node node) {
        return nodes.stream().anyMatch(n -> n.inputs.stream().anyMatch(edge -> edge.from() == node.id));
    }

    private <T> DataStream<T> begin(String name, OperatorSpec spec) {
        Node node = add(spec, List.of());
        node.name = name;
        return new DataStream<>(this, node);
    }
}
