package dev.sluice.api.graph;

import dev.sluice.api.time.WatermarkAlignment;
import dev.sluice.api.types.KeyTypes;
import dev.sluice.api.window.WindowAssigner;
import java.util.HashMap;
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
        for (GraphNode node : nodes) {
            checkUid(node, uids);
            checkParallelism(node);
            checkKeys(node);
            if (node.spec() instanceof OperatorSpec.EventTimeSpec spec) {
                checkEventTime(node, spec.eventTime(), nodes);
            }
            if (node.spec() instanceof OperatorSpec.WindowSpec window) {
                if (window.windows().isOfEventTime()) {
                    checkEventTime(node, nodes);
                }
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

    private static void checkEventTime(GraphNode node, OperatorSpec.EventTime eventTime, List<GraphNode> nodes) {
        WatermarkAlignment alignment = eventTime.watermarks().alignment();
        if (alignment != null) {
            throw new DefinitionException(
                    "operator \"" + node.name() + "\" is to be aligned with group \""
                            + alignment.group() + "\", but only a source can wait for others:"
                            + " put .eventTime(...) with .withAlignment(...) right behind the source, before anything else reads it");
        }
        if (eventTime.timestamp() == null) {
            for (GraphEdge edge : node.inputs()) {
                GraphNode source = withoutEventTime(nodes.get(edge.from()), nodes);
                if (source != null && source.spec() instanceof OperatorSpec.ReactiveSourceSpec) {
                    throw new DefinitionException("operator \"" + node.name()
                            + "\" is to keep the event times of its source, but \"" + source.name()
                            + "\" is a reactive source, which gives none: read them off the records with"
                            + " .eventTime(timestamp, Watermarks....)");
                }
            }
        }
    }

    private static void checkEventTime(GraphNode window, List<GraphNode> nodes) {
        for (GraphEdge edge : window.inputs()) {
            GraphNode source = withoutEventTime(nodes.get(edge.from()), nodes);
            if (source != null) {
                throw new DefinitionException(
                        "window \"" + window.name() + "\" works in event time, but the records from \"" + source.name()
                                + "\" have none: add .eventTime(timestamp, Watermarks....) behind that source");
            }
        }
    }

    private static @Nullable GraphNode withoutEventTime(GraphNode node, List<GraphNode> nodes) {
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
