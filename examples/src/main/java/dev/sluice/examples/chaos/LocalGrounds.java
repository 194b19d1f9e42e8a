package dev.sluice.examples.chaos;

import dev.sluice.cluster.http.message.ClusterDocument;
import dev.sluice.cluster.http.message.SubmitRequest;
import dev.sluice.examples.process.Patience;
import dev.sluice.persistence.cassandra.server.CassandraServer;
import dev.sluice.persistence.cassandra.server.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Nodes and a Cassandra server on this machine, each a process. A node that ends by itself stays down until
 * {@link #restartEnded} is called.
 */
final class LocalGrounds implements Grounds, AutoCloseable {
    private static final int CASSANDRA_PORT = 9042;
    private static final int CASSANDRA_STORAGE_PORT = 7000;
    private static final Duration READY = Duration.ofMinutes(3);
    private static final Duration ORDER = Duration.ofMinutes(1);

    private final List<NodeProcess> nodes;
    private final CassandraServer cassandra;
    private final Links links;
    private final ClusterApi api;
    private final Patience patience;
    private volatile boolean closed;

    /**
     * @param nodes none of which runs yet
     * @param cassandra running
     * @param links where they are; closed with this
     * @param api asks them
     * @param patience waits
     */
    LocalGrounds(List<NodeProcess> nodes, CassandraServer cassandra, Links links, ClusterApi api, Patience patience) {
        this.nodes = nodes;
        this.cassandra = cassandra;
        this.links = links;
        this.api = api;
        this.patience = patience;
    }

    /**
     * Starts Cassandra; the nodes are started by {@link #startAll}.
     *
     * @param settings say what runs where
     * @param links where the nodes are; closed with this, and also if this fails
     * @param api asks them
     * @param patience waits
     * @throws IOException if Cassandra does not start; the message has the end of its log
     */
    static LocalGrounds prepare(ChaosSettings settings, Links links, ClusterApi api, Patience patience)
            throws IOException {
        try {
            CassandraServer cassandra = startCassandra(settings, links);
            NodeFiles files = new NodeFiles(settings.folder(), links, settings.classPath(), cassandra.address());
            return new LocalGrounds(files.make(settings.nodes()), cassandra, links, api, patience);
        } catch (IOException | RuntimeException e) {
            links.close();
            throw e;
        }
    }

    private static CassandraServer startCassandra(ChaosSettings settings, Links links) throws IOException {
        ServerSettings usual = ServerSettings.of(
                settings.folder().resolve("cassandra"),
                links.port(CASSANDRA_PORT),
                links.port(CASSANDRA_STORAGE_PORT),
                settings.cassandraClassPath());
        return CassandraServer.start(new ServerSettings(
                usual.folder(),
                links.hub(),
                usual.nativePort(),
                usual.storagePort(),
                usual.classPath(),
                usual.javaHome(),
                usual.heapMegabytes(),
                usual.startDeadline(),
                false));
    }

    /** Starts all nodes, and returns once all are ready. */
    void startAll() throws IOException {
        for (NodeProcess node : nodes) {
            node.start();
        }
        for (NodeProcess node : nodes) {
            if (!patience.until(() -> !node.answering() || api.isReady(node.management()), READY)
                    || !node.answering()) {
                throw new ChaosException(node.member() + " was not ready within " + READY.toSeconds()
                        + " s, or has ended: see " + node.log());
            }
        }
    }

    /** @return where Cassandra answers */
    InetSocketAddress cassandra() {
        return cassandra.address();
    }

    int size() {
        return nodes.size();
    }

    /** @return where nodes may be asked that are not disturbed now */
    List<URI> answering() {
        return nodes.stream()
                .filter(NodeProcess::answering)
                .map(NodeProcess::management)
                .toList();
    }

    /** @return how often a node was started */
    int starts(int node) {
        return node(node).starts();
    }

    /** @return a node's exit code if it has ended by itself, and was not started again */
    OptionalInt ended(int node) {
        return node(node).ended();
    }

    /**
     * Starts nodes again that have ended by themselves.
     *
     * @param told gets a line for each
     * @return their exit codes
     */
    List<Integer> restartEnded(Consumer<String> told) throws IOException {
        List<Integer> exitCodes = new ArrayList<>();
        for (int node = 1; node <= nodes.size() && !closed; node++) {
            OptionalInt exitCode = node(node).startIfEnded();
            if (exitCode.isPresent()) {
                told.accept("node " + node + " ended by itself (exit code " + exitCode.getAsInt()
                        + ") and was started again");
                exitCodes.add(exitCode.getAsInt());
            }
        }
        return exitCodes;
    }

    /** Submits a job to whichever node takes it. */
    void submit(SubmitRequest request) throws IOException {
        order(node -> api.submit(node, request));
    }

    @Override
    public int coordinator() throws IOException {
        for (URI address : answering()) {
            for (ClusterDocument.Member member :
                    api.cluster(address).map(ClusterDocument::members).orElse(List.of())) {
                if (member.roles().contains("coordinator")) {
                    return number(member.node());
                }
            }
        }
        throw new IOException("no node says which one coordinates");
    }

    private int number(String member) throws IOException {
        for (int node = 1; node <= nodes.size(); node++) {
            if (node(node).member().equals(member)) {
                return node;
            }
        }
        throw new IOException(member + " is a member, but none of ours");
    }

    @Override
    public void kill(int node) throws IOException {
        node(node).kill();
    }

    /** SIGTERM: the node hands over what runs there and leaves; returns when it has ended. */
    void leave(int node) throws IOException {
        node(node).leave();
    }

    @Override
    public void start(int node) throws IOException {
        if (!closed) {
            node(node).start();
        }
    }

    @Override
    public void pause(int node) throws IOException {
        node(node).pause();
    }

    @Override
    public void resume(int node) throws IOException {
        node(node).resume();
    }

    @Override
    public void cut(int node) throws IOException {
        node(node).reachable(false);
        links.cut(node);
    }

    @Override
    public void heal(int node) throws IOException {
        links.heal(node);
        node(node).reachable(true);
    }

    @Override
    public void killCassandra() throws IOException {
        cassandra.kill();
    }

    @Override
    public void startCassandra() throws IOException {
        if (!closed) {
            cassandra.restart();
        }
    }

    @Override
    public void pauseCassandra() throws IOException {
        cassandra.pause();
    }

    @Override
    public void resumeCassandra() throws IOException {
        cassandra.resume();
    }

    @Override
    public void rescale(String job, int parallelism) throws IOException {
        order(node -> api.rescale(node, job, parallelism));
    }

    /** Tries all nodes, again and again for a while: any of them may have no coordinator at the moment. */
    private void order(Order order) throws IOException {
        IOException[] last = {new IOException("no node can be asked")};
        boolean done = patience.until(
                () -> {
                    for (URI node : answering()) {
                        try {
                            order.giveTo(node);
                            return true;
                        } catch (IOException e) {
                            last[0] = e;
                        }
                    }
                    return false;
                },
                ORDER);
        if (!done) {
            throw last[0];
        }
    }

    /** Something that a node is asked to do. */
    private interface Order {
        void giveTo(URI node) throws IOException;
    }

    private NodeProcess node(int number) {
        return nodes.get(number - 1);
    }

    /** Ends all processes without mercy, and removes the links. */
    @Override
    public void close() {
        closed = true;
        nodes.forEach(NodeProcess::end);
        try {
            cassandra.kill();
            cassandra.close();
        } catch (IOException e) {
            // It ends with this JVM at the latest.
        }
        links.close();
    }
}
