package dev.sluice.runtime.plan;

import dev.sluice.api.graph.GraphNode;
import java.util.List;

/**
 * Operators that run as one, chained along forward edges: a tree, since an output may have several readers.
 *
 * @param index its place in the plan
 * @param id names it in entity ids, paths and snapshots
 * @param parallelism how many subtasks it has
 * @param operators the chain, depth first from its head: each one but the head reads the output of one before it
 * @param inputs the edges that lead to its head
 * @param outputs the edges that leave it, from whichever operator of the chain
 */
public record Vertex(
        int index,
        String id,
        int parallelism,
        List<GraphNode> operators,
        List<PlanEdge> inputs,
        List<PlanEdge> outputs) {

    /** @return the operator that reads the vertex's input */
    public GraphNode head() {
        return operators.get(0);
    }

    /** @return whether it begins with a source */
    public boolean isSource() {
        return inputs.isEmpty();
    }
}
