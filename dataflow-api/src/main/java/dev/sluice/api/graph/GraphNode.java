package dev.sluice.api.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator of the logical graph.
 *
 * @param id its place in the order of definition
 * @param name what people call it
 * @param uid addresses its state; null for operators without state or a name
 * @param parallelism how many subtasks, or null for the job's
 * @param spec what it does
 * @param inputs what it reads
 */
public record GraphNode(
        int id,
        String name,
        @Nullable String uid,
        @Nullable Integer parallelism,
        OperatorSpec spec,
        List<GraphEdge> inputs) {}
