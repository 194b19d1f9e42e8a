package dev.sluice.runtime.plan;

import dev.sluice.api.graph.JobGraph;
import java.util.List;

/**
 * What is deployed.
 *
 * @param graph what it was made from
 * @param vertices in an order in which senders come before receivers
 */
public record PhysicalPlan(JobGraph graph, List<Vertex> vertices) {

    /** @return how many subtasks there are in all */
    public int subtasks() {
        return vertices.stream().mapToInt(Vertex::parallelism).sum();
    }

    /**
     * @param id a vertex id
     * @return the vertex
     */
    public Vertex vertex(String id) {
        return vertices.stream()
                .filter(vertex -> vertex.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no vertex \"" + id + "\""));
    }
}
