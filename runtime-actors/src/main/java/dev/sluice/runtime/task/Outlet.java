package dev.sluice.runtime.task;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.runtime.plan.Vertex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator's results go.
 *
 * @param branches to other operators of the chain, in the order of their places
 * @param leaves whether they leave the chain, too; so they do where it ends, if only to nobody
 */
record Outlet(List<Branch> branches, boolean leaves) {

    /** @return that of the operator at a place of a vertex */
    static Outlet of(Vertex vertex, int place, Sharing sharing) {
        List<Branch> branches = new ArrayList<>();
        Set<@Nullable String> later = new HashSet<>();
        for (int reader = vertex.operators().size() - 1; reader > place; reader--) {
            GraphEdge edge = input(vertex.operators().get(reader));
            if (edge.from() == vertex.operators().get(place).id()) {
                OutputTag<?> tag = edge.tag();
                String output = tag == null ? null : tag.id();
                branches.add(0, new Branch(reader, output, later.add(output), sharing));
            }
        }
        boolean sends = vertex.outputs().stream().anyMatch(edge -> edge.operator() == place);
        return new Outlet(List.copyOf(branches), sends || branches.isEmpty());
    }

    private static GraphEdge input(GraphNode operator) {
        return operator.inputs().get(0); // its only one, since it is chained
    }

    /** @return whether the chain ends here */
    boolean isEnd() {
        return branches.isEmpty();
    }
}
