package dev.sluice.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;
import dev.sluice.cluster.http.NodeServices;
import dev.sluice.cluster.http.ScriptedJobs;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.runtime.node.JobControl;
import dev.sluice.runtime.node.NodeRuntime;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthChecksTest {
    @TempDir
    private Path folder;

    private final CountDownLatch released = new CountDownLatch(1);
    private ActorSystem<Void> system;
    private URI management;
    private volatile boolean coordinatorAnswers = true;

    @BeforeEach
    void start() throws Exception {
        int port = freePort();
        management = URI.create("http://127.0.0.1:" + port);
        Config config = NodeConfig.load(
                null,
                Map.of(
                        "sluice.node.port",
                        0,
                        "sluice.node.management-port",
                        port,
                        "sluice.node.storage",
                        folder.toString(),
                        "akka.coordinated-shutdown.exit-jvm",
                        false,
                        "akka.management.health-checks.readiness-checks.cluster-membership",
                        ""));
        system = ActorSystem.create(Behaviors.empty(), "sluice", config);
        AkkaManagement.get(system.classicSystem()).start().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        released.countDown();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void when_the_node_still_waits_then_it_is_alive_and_not_ready_and_the_api_says_why() throws Exception {
        NodeServices.get(system.classicSystem()).waitFor("the node waits for its storage");
        assertThat(get("/alive").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/ready");
        assertThat(ready.statusCode()).isEqualTo(500);
        assertThat(ready.body()).contains("the node waits for its storage");
        HttpResponse<String> jobs = get("/api/v1/jobs");
        assertThat(jobs.statusCode()).isEqualTo(503);
        assertThat(jobs.body()).contains("the node waits for its storage");
    }

    @Test
    void when_the_coordinator_answers_and_not_any_more_then_the_node_is_ready_and_not_any_more() throws Exception {
        NodeServices.get(system.classicSystem()).started(new Engine(), new LocalCheckpointStore(folder.resolve("c")));
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        coordinatorAnswers = false;
        HttpResponse<String> ready = get("/ready");
        assertThat(ready.statusCode()).isEqualTo(500);
        assertThat(ready.body()).contains("coordinator: it does not answer");
        assertThat(get("/alive").statusCode()).isEqualTo(200);
    }

    @Test
    void when_the_checkpoint_store_is_stuck_then_the_node_is_not_ready_within_two_seconds() throws Exception {
        CheckpointStore stuck = (CheckpointStore) Proxy.newProxyInstance(
                CheckpointStore.class.getClassLoader(),
                new Class<?>[] {CheckpointStore.class},
                (proxy, method, args) -> {
                    released.await();
                    return null;
                });
        NodeServices.get(system.classicSystem()).started(new Engine(), stuck);
        long began = System.nanoTime();
        HttpResponse<String> ready = get("/ready");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(ready.statusCode()).isEqualTo(500);
        assertThat(ready.body()).contains("checkpoint-store: no answer within 1500 ms");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(management.resolve(path)).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private final class Engine implements NodeRuntime {
        @Override
        public JobControl jobs() {
            return new ScriptedJobs();
        }

        @Override
        public CompletionStage<Boolean> coordinatorAnswers(Duration timeout) {
            return CompletableFuture.completedFuture(coordinatorAnswers);
        }

        @Override
        public CompletionStage<Void> drain() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
