package dev.sluice.api;

import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.OperatorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator while it is being defined. */
final class Node {
    final int id;
    final List<GraphEdge> inputs;
    OperatorSpec spec;

    @Nullable
    String name;

    @Nullable
    String uid;

    @Nullable
    Integer parallelism;

    Node(int id, OperatorSpec spec, List<GraphEdge> inputs) {
        this.id = id;
        this.spec = spec;
        this.inputs = inputs;
    }

    GraphNode build() {
        return new GraphNode(
                id,
                name == null ? spec.label() + "-" + id : name,
                uid == null && spec.stateful() ? name : uid,
                parallelism,
                spec,
                inputs);
    }
}
