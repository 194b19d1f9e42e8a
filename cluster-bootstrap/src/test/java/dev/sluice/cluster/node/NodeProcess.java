package dev.sluice.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A {@link TestNode} in a JVM of its own. */
final class NodeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final Path log;
    private final URI management;

    private NodeProcess(Process process, Path log, URI management) {
        this.process = process;
        this.log = log;
        this.management = management;
    }

    /**
     * @param folder for its files
     * @param config its configuration, in HOCON
     * @param management what it listens on, as the configuration says
     */
    static NodeProcess start(Path folder, String config, URI management, Map<String, String> environment)
            throws IOException {
        Path file = Files.writeString(Files.createDirectories(folder).resolve("node.conf"), config);
        Path log = folder.resolve("node.out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TestNode.class.getName(),
                file.toString(),
                folder.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new NodeProcess(builder.start(), log, management);
    }

    /** Waits until it is ready, and sees that many members that are up. */
    void awaitMembers(int members) {
        try {
            await("a node with " + members + " members")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .failFast("the node has ended", () -> !process.isAlive())
                    .until(() -> isReady(members));
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError(e.getMessage() + "; its log:\n" + log(), e);
        }
    }

    private boolean isReady(int members) throws InterruptedException {
        try {
            return upMembers() == members && get("/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private long upMembers() throws IOException, InterruptedException {
        HttpResponse<String> response = get("/api/v1/cluster");
        long up = 0;
        for (JsonNode member : new ObjectMapper().readTree(response.body()).get("members")) {
            if (member.get("status").asText().equals("Up")
                    && member.get("reachable").asBoolean()) {
                up++;
            }
        }
        return up;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(management.resolve(path))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                BodyHandlers.ofString());
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** @return its exit code, once it has ended */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the node does not end; log:\n" + log());
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it has said that. */
    void awaitLog(String text) {
        await("the log of a node to contain '" + text + "'")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .failFast("the node has ended; its log:\n" + log(), () -> !process.isAlive())
                .untilAsserted(() -> assertThat(log()).contains(text));
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
