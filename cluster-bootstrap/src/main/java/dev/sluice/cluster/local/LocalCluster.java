package dev.sluice.cluster.local;

import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.persistence.cassandra.server.CassandraServer;
import dev.sluice.persistence.cassandra.server.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Starts, looks at and ends the processes of a local cluster. Its methods block. */
final class LocalCluster {
    private static final Duration UP = Duration.ofSeconds(150);
    private static final Duration DOWN = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 250;

    /** An idle node takes well under 300 MiB with these. */
    private static final String SMALL = "-Xms32m -Xmx384m -XX:+UseSerialGC -XX:ReservedCodeCacheSize=96m"
            + " -XX:MaxMetaspaceSize=192m -XX:MaxDirectMemorySize=128m -XX:-UseTransparentHugePages";

    private final Layout layout;
    private final Consumer<String> progress;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    /**
     * @param layout where it is
     * @param progress told what is going on, in lines for people
     */
    LocalCluster(Layout layout, Consumer<String> progress) {
        this.layout = layout;
        this.progress = progress;
    }

    /**
     * Starts what does not run, and returns once every node is ready.
     *
     * @param launcher the script that starts a node
     * @param cassandraClassPath the jars of the server
     * @throws CommandException if something does not come up; the message ends with its log
     */
    void up(Path launcher, String cassandraClassPath) throws IOException, InterruptedException {
        Files.createDirectories(layout.folder());
        Files.writeString(layout.commonConfig(), layout.common());
        startCassandra(cassandraClassPath);
        List<NodeProcess> nodes = new ArrayList<>();
        for (int node = 1; node <= layout.nodes(); node++) {
            nodes.add(startNode(node, launcher));
        }
        awaitReady(nodes);
    }

    private void startCassandra(String classPath) throws IOException {
        ServerSettings settings = cassandra(classPath);
        if (CassandraServer.running(settings).isEmpty()) {
            requireFree(layout.cassandraPort());
            progress.accept("starting Cassandra at 127.0.0.1:" + layout.cassandraPort() + "...");
            CassandraServer.start(settings);
        }
    }

    /** Otherwise another cluster might answer in place of this one. */
    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCodes.USAGE,
                    "port " + port + " of 127.0.0.1 is in use by another process: end that, or use --port-offset");
        }
    }

    private ServerSettings cassandra(String classPath) {
        try {
            return ServerSettings.of(
                            layout.cassandra(), layout.cassandraPort(), layout.cassandraStoragePort(), classPath)
                    .asDetached();
        } catch (IllegalStateException e) {
            throw new CommandException(ExitCodes.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private NodeProcess startNode(int node, Path launcher) throws IOException {
        Optional<NodeProcess> running = NodeProcess.running(layout.node(node));
        if (running.isPresent()) {
            return running.get();
        }
        Files.createDirectories(layout.node(node));
        requireFree(layout.managementPort(node));
        requireFree(layout.port(node));
        requireFree(layout.dataPort(node));
        progress.accept("starting node " + node + " at " + layout.management(node) + "...");
        return NodeProcess.start(
                layout.node(node),
                List.of(
                        launcher.toString(),
                        "node",
                        "--config",
                        Files.writeString(layout.config(node), layout.own(node)).toString()),
                Map.of("SLUICE_OPTS", SMALL, "MALLOC_ARENA_MAX", "2"));
    }

    private void awaitReady(List<NodeProcess> nodes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + UP.toNanos();
        for (int node = 1; node <= nodes.size(); node++) {
            NodeProcess process = nodes.get(node - 1);
            while (!isReady(node)) {
                if (!process.isAlive()) {
                    throw notUp("node " + node + " has ended", node, process);
                }
                if (System.nanoTime() > deadline) {
                    throw notUp("node " + node + " is not ready after " + UP.toSeconds() + " s", node, process);
                }
                pause();
            }
        }
    }

    private CommandException notUp(String what, int node, NodeProcess process) throws IOException {
        return new CommandException(
                ExitCodes.JOB_FAILED,
                what + "; its log " + NodeProcess.log(layout.node(node)) + " ends with: "
                        + process.endOfLog().strip());
    }

    /** Whether a node says that it is ready to run jobs. */
    boolean isReady(int node) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(layout.management(node).resolve("/ready"))
                .timeout(Duration.ofSeconds(4))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS))
                .join();
    }

    /** @return the node's process, if it runs */
    Optional<NodeProcess> node(int node) throws IOException {
        return NodeProcess.running(layout.node(node));
    }

    /** @return the id of Cassandra's process, if it runs */
    Optional<Long> cassandraProcess() throws IOException {
        return CassandraServer.running(cassandra("-")).map(CassandraServer::pid);
    }

    /** Ends everything in order; what does not end is killed. */
    void down() throws IOException, InterruptedException {
        List<NodeProcess> running = new ArrayList<>();
        for (int node = 1; node <= layout.nodes(); node++) {
            NodeProcess.running(layout.node(node)).ifPresent(running::add);
        }
        if (!running.isEmpty()) {
            progress.accept("stopping " + running.size() + (running.size() == 1 ? " node..." : " nodes..."));
        }
        // One after the other: each hands over to those that are left, and the last has nobody to wait for.
        for (NodeProcess node : running) {
            node.terminate();
            if (!node.awaitEnd(DOWN)) {
                progress.accept("process " + node.pid() + " had to be killed");
            }
        }
        Optional<CassandraServer> cassandra = CassandraServer.running(cassandra("-"));
        if (cassandra.isPresent()) {
            progress.accept("stopping Cassandra...");
            cassandra.get().close();
        }
    }

    /** Removes all files; nothing runs any more. */
    void delete() throws IOException {
        if (!Files.isDirectory(layout.folder())) {
            return;
        }
        try (Stream<Path> files = Files.walk(layout.folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
