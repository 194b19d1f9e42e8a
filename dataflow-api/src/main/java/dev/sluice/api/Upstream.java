package dev.sluice.api;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.Partitioning;
import org.jspecify.annotations.Nullable;

/** One output that a stream consists of. */
record Upstream(Node node, @Nullable OutputTag<?> tag, Partitioning partitioning) {

    Upstream with(Partitioning other) {
        return new Upstream(node, tag, other);
    }

    GraphEdge edge(int input) {
        return new GraphEdge(node.id, tag, partitioning, input);
    }
}
