package dev.sluice.runtime.plan;

import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.GraphEdge;
import dev.sluice.api.graph.GraphNode;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chains operators and lays edges. An operator joins the chain of the one whose output it reads, the main output or one
 * to the side, if it reads nothing else, follows along a forward edge and has the same parallelism. A chain branches
 * where there are several such readers. Where another reactive system begins or takes over there is no chaining, since
 * that end of the vertex is a stream's.
 */
public final class Planner {
    private final JobGraph graph;
    private final int defaultParallelism;
    private final int[] vertexOf;
    private final int[] placeOf;

    private Planner(JobGraph graph, int defaultParallelism) {
        this.graph = graph;
        this.defaultParallelism = defaultParallelism;
        vertexOf = new int[graph.nodes().size()];
        placeOf = new int[graph.nodes().size()];
    }

    /**
     * @param graph the logical graph
     * @param parallelism how many subtasks an operator has unless the definition says otherwise
     * @return the plan
     * @throws DefinitionException if a parallelism exceeds the number of key groups
     */
    public static PhysicalPlan plan(JobGraph graph, int parallelism) {
        return new Planner(graph, parallelism).plan();
    }

    private PhysicalPlan plan() {
        List<List<GraphNode>> chains = chains();
        List<List<PlanEdge>> inputs = new ArrayList<>();
        List<List<PlanEdge>> outputs = new ArrayList<>();
        chains.forEach(chain -> {
            inputs.add(new ArrayList<>());
            outputs.add(new ArrayList<>());
        });
        int index = 0;
        for (int to = 0; to < chains.size(); to++) {
            GraphNode head = chains.get(to).get(0);
            for (GraphEdge edge : head.inputs()) {
                int from = vertexOf[edge.from()];
                PlanEdge planned = new PlanEdge(
                        index++,
                        from,
                        placeOf[edge.from()],
                        edge.tag(),
                        to,
                        edge.input(),
                        partitioning(edge, head),
                        Combining.of(head));
                inputs.get(to).add(planned);
                outputs.get(from).add(planned);
            }
        }
        List<Vertex> vertices = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < chains.size(); i++) {
            List<GraphNode> chain = chains.get(i);
            vertices.add(new Vertex(
                    i,
                    id(chain.get(0), ids),
                    parallelism(chain.get(0)),
                    List.copyOf(chain),
                    List.copyOf(inputs.get(i)),
                    List.copyOf(outputs.get(i))));
        }
        return new PhysicalPlan(graph, List.copyOf(vertices));
    }

    private List<List<GraphNode>> chains() {
        Map<Integer, List<GraphNode>> readers = new HashMap<>();
        List<GraphNode> heads = new ArrayList<>();
        for (GraphNode node : graph.nodes()) {
            if (joins(node)) {
                int before = node.inputs().get(0).from();
                readers.computeIfAbsent(before, id -> new ArrayList<>()).add(node);
            } else {
                heads.add(node);
            }
        }
        List<List<GraphNode>> chains = new ArrayList<>();
        for (GraphNode head : heads) {
            List<GraphNode> chain = new ArrayList<>();
            chains.add(chain);
            add(head, readers, chain, chains.size() - 1);
        }
        return chains;
    }

    /** Depth first: so a batch goes through a chain, too. */
    private void add(GraphNode node, Map<Integer, List<GraphNode>> readers, List<GraphNode> chain, int vertex) {
        vertexOf[node.id()] = vertex;
        placeOf[node.id()] = chain.size();
        chain.add(node);
        for (GraphNode reader : readers.getOrDefault(node.id(), List.of())) {
            add(reader, readers, chain, vertex);
        }
    }

    private boolean joins(GraphNode node) {
        if (node.inputs().size() != 1) {
            return false;
        }
        GraphEdge edge = node.inputs().get(0);
        GraphNode before = graph.nodes().get(edge.from());
        return edge.partitioning() instanceof Partitioning.Forward
                && parallelism(before) == parallelism(node)
                && !(before.spec() instanceof OperatorSpec.ReactiveSourceSpec)
                && !(node.spec() instanceof OperatorSpec.ReactiveSinkSpec);
    }

    private Partitioning partitioning(GraphEdge edge, GraphNode reader) {
        boolean samePlace = parallelism(graph.nodes().get(edge.from())) == parallelism(reader);
        return edge.partitioning() instanceof Partitioning.Forward && !samePlace
                ? new Partitioning.Rebalance()
                : edge.partitioning();
    }

    private int parallelism(GraphNode node) {
        int parallelism = node.parallelism() == null ? defaultParallelism : node.parallelism();
        if (parallelism > graph.maxParallelism()) {
            throw new DefinitionException("operator \"" + node.name() + "\" has the parallelism " + parallelism
                    + ", but there are only " + graph.maxParallelism()
                    + " key groups: lower it, or raise flow.maxParallelism(...) (for new state only)");
        }
        return parallelism;
    }

    private static String id(GraphNode head, Set<String> taken) {
        String id = (head.uid() == null ? head.name() : head.uid()).replaceAll("[^A-Za-z0-9._-]", "_");
        String unique = id;
        for (int i = 2; !taken.add(unique); i++) {
            unique = id + "-" + i;
        }
        return unique;
    }
}
