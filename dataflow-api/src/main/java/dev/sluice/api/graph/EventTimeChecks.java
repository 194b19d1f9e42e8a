package dev.sluice.api.graph;

import dev.sluice.api.time.WatermarkAlignment;
import java.util.List;

/** What event time that is given behind a source cannot do. */
final class EventTimeChecks {
    private EventTimeChecks() {}

    static void check(GraphNode node, List<GraphNode> nodes) {
        if (!(node.spec() instanceof OperatorSpec.EventTimeSpec spec)) {
            return;
        }
        WatermarkAlignment alignment = spec.eventTime().watermarks().alignment();
        if (alignment != null) {
            throw new DefinitionException("operator \"" + node.name() + "\" is to be aligned with group \""
                    + alignment.group() + "\", but only a source can wait for others:"
                    + " put .eventTime(...) with .withAlignment(...) right behind the source,"
                    + " before anything else reads it");
        }
        if (spec.eventTime().timestamp() == null) {
            node.inputs().forEach(edge -> checkTimed(node, nodes.get(edge.from()), nodes));
        }
    }

    private static void checkTimed(GraphNode node, GraphNode input, List<GraphNode> nodes) {
        GraphNode source = GraphChecks.withoutEventTime(input, nodes);
        if (source != null && source.spec() instanceof OperatorSpec.ReactiveSourceSpec) {
            throw new DefinitionException("operator \"" + node.name()
                    + "\" is to keep the event times of its source, but \"" + source.name()
                    + "\" is a reactive source, which gives none: read them off the records with"
                    + " .eventTime(timestamp, Watermarks....)");
        }
    }
}
