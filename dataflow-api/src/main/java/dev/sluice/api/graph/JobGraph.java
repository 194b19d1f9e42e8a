package dev.sluice.api.graph;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A job as it was defined: operators in the order of definition, so that each comes after those it reads.
 *
 * @param job the job's name
 * @param nodes the operators; a node's id is its index
 * @param maxParallelism how many key groups keyed state is divided into; fixed for the life of the state
 * @param types the classes that the definition declares besides those it shows by its functions
 * @param packages the packages whose classes count as declared
 */
public record JobGraph(
        String job, List<GraphNode> nodes, int maxParallelism, Set<Class<?>> types, Set<String> packages) {

    /** How many key groups there are unless the definition says otherwise. */
    public static final int DEFAULT_MAX_PARALLELISM = 128;

    /** Makes the collections unmodifiable and checks the whole. */
    public JobGraph {
        nodes = List.copyOf(nodes);
        types = Set.copyOf(types);
        packages = Set.copyOf(packages);
        GraphChecks.check(job, nodes);
    }

    /**
     * A digest of the structure: operators, uids, edges, partitioning, windows, watermarks, key groups; not of the code
     * inside the functions. Two definitions with one fingerprint can run each other's checkpoints.
     *
     * @return 16 hexadecimal digits
     */
    public String fingerprint() {
        StringBuilder text = new StringBuilder().append(maxParallelism);
        for (GraphNode node : nodes) {
            text.append('\n')
                    .append(node.id())
                    .append(' ')
                    .append(node.name())
                    .append(' ')
                    .append(node.uid())
                    .append(' ')
                    .append(node.spec().label());
            if (node.spec() instanceof OperatorSpec.WindowSpec window) {
                text.append(' ')
                        .append(window.windows())
                        .append(' ')
                        .append(window.lateness())
                        .append(window.layout());
            }
            OperatorSpec.EventTime time = node.spec().eventTime();
            if (time != null) {
                text.append(' ').append(time.summary());
            }
            for (GraphEdge edge : node.inputs()) {
                text.append(' ')
                        .append(edge.from())
                        .append(edge.tag())
                        .append(edge.partitioning().label())
                        .append(edge.input());
            }
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
