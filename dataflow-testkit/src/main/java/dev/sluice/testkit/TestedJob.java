package dev.sluice.testkit;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.api.graph.OperatorSpec.ReactiveSinkSpec;
import dev.sluice.api.graph.OperatorSpec.ReactiveSourceSpec;
import dev.sluice.api.graph.OperatorSpec.SinkSpec;
import dev.sluice.api.graph.OperatorSpec.SourceSpec;
import dev.sluice.runtime.JobSpecs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A job whose sources and sinks are the test's. */
final class TestedJob {
    private final JobDefinition definition;
    private final Parameters params;
    private final Set<String> packages;
    private final JobGraph graph;
    private final Map<String, Feed> feeds = new LinkedHashMap<>();
    private final Map<String, Tape> sinks = new LinkedHashMap<>();
    private final Map<String, Map<String, Tape>> sides = new TreeMap<>();

    /**
     * @param splits how many splits sources have, by name, where it is not one
     * @param packages whose classes count as declared besides those that the definition declares
     */
    TestedJob(JobDefinition definition, Parameters params, Map<String, Integer> splits, Set<String> packages) {
        this.packages = packages;
        this.definition = definition;
        this.params = params;
        JobGraph defined = Dataflow.define(definition, params);
        JobSpecs.check(defined);
        for (GraphNode node : defined.nodes()) {
            if (isSource(node.spec())) {
                feeds.put(node.name(), new Feed(splits.getOrDefault(node.name(), 1)));
            } else if (isSink(node.spec())) {
                sinks.put(node.name(), new Tape("sink \"" + node.name() + "\""));
            }
            for (GraphEdge edge : node.inputs()) {
                if (edge.tag() != null) {
                    addSide(defined.nodes().get(edge.from()).name(), edge.tag());
                }
            }
        }
        splits.keySet().forEach(this::feed);
        graph = define();
    }

    private void addSide(String operator, OutputTag<?> tag) {
        sides.computeIfAbsent(operator, name -> new TreeMap<>())
                .computeIfAbsent(tag.id(), id -> new Tape("side output \"" + id + "\" of \"" + operator + "\""));
    }

    /** The same graph each time, with functions of its own. */
    JobGraph define() {
        JobGraph defined = Dataflow.define(definition, params);
        Set<String> allPackages = new TreeSet<>(defined.packages());
        allPackages.addAll(packages);
        return new JobGraph(
                defined.job(),
                defined.nodes().stream().map(this::withTestEnds).toList(),
                defined.maxParallelism(),
                defined.types(),
                allPackages);
    }

    private GraphNode withTestEnds(GraphNode node) {
        if (!isSource(node.spec()) && !isSink(node.spec())) {
            return node;
        }
        String uid = node.uid() == null ? node.name() : node.uid();
        return new GraphNode(node.id(), node.name(), uid, node.parallelism(), testEnd(node), node.inputs());
    }

    private OperatorSpec testEnd(GraphNode node) {
        if (isSink(node.spec())) {
            Tape tape = sink(node.name());
            Sink<Object> sink = context -> tape::write;
            return new SinkSpec(sink);
        }
        Feed feed = feed(node.name());
        @Nullable EventTime eventTime = node.spec() instanceof SourceSpec source ? source.eventTime() : null;
        if (eventTime != null && eventTime.timestamp() instanceof FedTime times) {
            feed.lanes().forEach(lane -> lane.tell(times));
        }
        return new SourceSpec(feed, eventTime);
    }

    private static boolean isSource(OperatorSpec spec) {
        return spec instanceof SourceSpec || spec instanceof ReactiveSourceSpec;
    }

    private static boolean isSink(OperatorSpec spec) {
        return spec instanceof SinkSpec || spec instanceof ReactiveSinkSpec;
    }

    JobGraph graph() {
        return graph;
    }

    Map<String, Feed> feeds() {
        return feeds;
    }

    /** All that can be written to, by a name of its own. */
    Map<String, Tape> tapes() {
        Map<String, Tape> all = new LinkedHashMap<>();
        sinks.values().forEach(tape -> all.put(tape.name(), tape));
        sides.values().forEach(tapes -> tapes.values().forEach(tape -> all.put(tape.name(), tape)));
        return all;
    }

    Feed feed(String name) {
        return known("source", feeds, name);
    }

    Tape sink(String name) {
        return known("sink", sinks, name);
    }

    Tape side(String operator, OutputTag<?> tag) {
        Map<String, Tape> ofOperator = sides.getOrDefault(operator, Map.of());
        Tape tape = ofOperator.get(tag.id());
        if (tape == null) {
            throw new IllegalArgumentException("nothing reads a side output \"" + tag.id() + "\" of operator \""
                    + operator + "\", so it is dropped"
                    + (ofOperator.isEmpty() ? "" : "; the ones that are read are " + list(ofOperator.keySet()))
                    + ": read it in the definition with .sideOutput(tag)");
        }
        return tape;
    }

    void emitted(String operator, String tag, Object value, long timestamp) {
        Tape tape = sides.getOrDefault(operator, Map.of()).get(tag);
        if (tape != null) {
            tape.write(value, timestamp);
        }
    }

    /** The one operator of that name. */
    GraphNode operator(String name) {
        Map<String, GraphNode> operators = new LinkedHashMap<>();
        for (GraphNode node : graph.nodes()) {
            if (operators.putIfAbsent(node.name(), node) != null && node.name().equals(name)) {
                throw new IllegalArgumentException(
                        "several operators are called \"" + name + "\": give each its own with .name(\"...\")");
            }
        }
        return known("operator", operators, name);
    }

    private static <V> V known(String what, Map<String, V> all, String name) {
        @Nullable V found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the job has no " + what + " \"" + name + "\"; it has "
                    + (all.isEmpty() ? "none" : list(all.keySet())));
        }
        return found;
    }

    static String list(Set<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }

    static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
