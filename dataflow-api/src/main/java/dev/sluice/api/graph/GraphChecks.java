package dev.sluice.api.graph;

import dev.sluice.api.join.VersionJoin;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.types.KeyTypes;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.WindowAssigner;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a definition must satisfy before anything runs. */
final class GraphChecks {
    private GraphChecks() {}

    static void check(String job, List<GraphNode> nodes) {
        if (nodes.stream().noneMatch(n -> isSink(n.spec()))) {
            throw new DefinitionException(
                    "job \"" + job
                            + "\" writes nothing: end at least one stream with .sink(\"name\", ...), for example Console.print()");
        }
        Map<String, GraphNode> uids = new HashMap<>();
        IdentityHashMap<Trigger<?>, GraphNode> triggers = new IdentityHashMap<>();
        for (GraphNode node : nodes) {
            checkUid(node, uids);
            checkParallelism(node);
            checkKeys(node);
            checkState(node, nodes);
            EventTimeChecks.check(node, nodes);
            if (node.spec() instanceof OperatorSpec.IntervalJoinSpec
                    || (node.spec() instanceof OperatorSpec.CoProcessSpec with
                            && with.function() instanceof VersionJoin)) {
                checkEventTime(node, nodes);
            }
            if (node.spec() instanceof OperatorSpec.WindowSpec window) {
                if (window.windows().isOfEventTime()) {
                    checkEventTime(node, nodes);
                }
                window.triggers().forEach(trigger -> checkTrigger(trigger, node, triggers));
                if (window.windows() instanceof WindowAssigner.Global && window.trigger() == null) {
                    throw new DefinitionException("the global window \"" + node.name()
                            + "\" never fires: add .trigger(...), for example Triggers.count(100)");
                }
            }
        }
    }

    private static boolean isSink(OperatorSpec spec) {
        return spec instanceof OperatorSpec.SinkSpec || spec instanceof OperatorSpec.ReactiveSinkSpec;
    }

    private static void checkUid(GraphNode node, Map<String, GraphNode> uids) {
        if (node.uid() == null) {
            if (node.spec().stateful()) {
                throw new DefinitionException("operator \"" + node.name()
                        + "\" keeps state but has neither a name nor a uid to find it by after a restart:"
                        + " add .name(\"...\") or .uid(\"...\") behind it");
            }
            return;
        }
        GraphNode other = uids.putIfAbsent(node.uid(), node);
        if (other != null) {
            throw new DefinitionException("operators \"" + other.name() + "\" and \"" + node.name()
                    + "\" have the same uid \"" + node.uid() + "\": give one of them another with .uid(\"...\")");
        }
        if (!node.uid().matches("[A-Za-z0-9._-]{1,100}")) {
            throw new DefinitionException("operator \"" + node.name() + "\" has the uid \"" + node.uid()
                    + "\": a uid has 1 to 100 letters, digits, dots, hyphens and underscores;"
                    + " give it such a one with .uid(\"...\")");
        }
    }

    private static void checkParallelism(GraphNode node) {
        if (node.parallelism() != null && node.parallelism() < 1) {
            throw new DefinitionException("operator \"" + node.name() + "\" has the parallelism " + node.parallelism()
                    + ": it must be at least 1");
        }
    }

    private static void checkKeys(GraphNode node) {
        for (GraphEdge edge : node.inputs()) {
            if (edge.partitioning() instanceof Partitioning.Hash hash) {
                KeyTypes.problem(hash.type()).ifPresent(problem -> {
                    throw new DefinitionException(
                            "operator \"" + node.name() + "\" has a key it cannot use: " + problem);
                });
            }
        }
    }

    private static void checkTrigger(Trigger<?> trigger, GraphNode node, IdentityHashMap<Trigger<?>, GraphNode> users) {
        GraphNode other = users.putIfAbsent(trigger, node);
        if (other != null) {
            throw new DefinitionException("window \"" + node.name() + "\" uses the same trigger object "
                    + (other.id() == node.id() ? "twice" : "as window \"" + other.name() + "\"")
                    + ", and its state would be mixed up: make a new one for each place");
        }
    }

    private static void checkState(GraphNode node, List<GraphNode> nodes) {
        for (StateDeclaration state : node.spec().declaredWindowState()) {
            if (state.ttl() != null) {
                throw new DefinitionException("operator \"" + node.name() + "\" declares state \"" + state.name()
                        + "\" of a window with a time to live, but it goes with its window: leave that out");
            }
        }
        for (StateDeclaration state : node.spec().declaredState()) {
            String subject = "operator \"" + node.name() + "\" declares state \"" + state.name() + "\"";
            if (state.kind().isKeyed() && node.spec() instanceof OperatorSpec.StatefulProcessSpec) {
                throw new DefinitionException(subject + ", a " + state.describe() + " by key, but its records have no"
                        + " key: call keyBy() before it and extend KeyedProcessFunction, or use operatorList()");
            }
            if (state.ttl() != null && state.ttl().time() == StateTtl.Time.EVENT_TIME) {
                for (GraphEdge edge : node.inputs()) {
                    boolean broadcast = node.spec() instanceof OperatorSpec.BroadcastProcessSpec && edge.input() == 1;
                    GraphNode source = broadcast ? null : withoutEventTime(nodes.get(edge.from()), nodes);
                    if (source != null) {
                        throw new DefinitionException(subject + " that expires in event time, but the records from \""
                                + source.name() + "\" have none: add .eventTime(timestamp, Watermarks....) behind that"
                                + " source, or let the state expire in processing time");
                    }
                }
            }
        }
    }

    private static void checkEventTime(GraphNode window, List<GraphNode> nodes) {
        for (GraphEdge edge : window.inputs()) {
            GraphNode source = withoutEventTime(nodes.get(edge.from()), nodes);
            if (source != null) {
                throw new DefinitionException("operator \"" + window.name()
                        + "\" works in event time, but the records from \"" + source.name()
                        + "\" have none: add .eventTime(timestamp, Watermarks....) behind that source");
            }
        }
    }

    /** The source on a way to here that gives no event time, or null if all do. */
    static @Nullable GraphNode withoutEventTime(GraphNode node, List<GraphNode> nodes) {
        if (node.spec() instanceof OperatorSpec.EventTimeSpec
                || (node.spec() instanceof OperatorSpec.SourceSpec source && source.eventTime() != null)) {
            return null;
        }
        if (node.inputs().isEmpty()) {
            return node;
        }
        for (GraphEdge edge : node.inputs()) {
            // A broadcast side input only has to let time pass; the keyed one gives the records their timestamps.
            if (node.spec() instanceof OperatorSpec.BroadcastProcessSpec && edge.input() == 1) {
                continue;
            }
            GraphNode source = withoutEventTime(nodes.get(edge.from()), nodes);
            if (source != null) {
                return source;
            }
        }
        return null;
    }
}
