package dev.sluice.runtime.node;

import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.Leave;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.sluice.api.JobDefinition;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.journal.EmbeddedJournal;
import dev.sluice.runtime.job.JobState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * Several nodes of a cluster in one JVM. They talk over real sockets; the journal and the checkpoints are in a folder
 * that they share.
 */
final class TestCluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(40);

    /** A node. */
    record TestNode(ActorSystem<Void> system, NodeRuntime runtime) {
        String address() {
            String text = system.address().hostPort();
            return text.substring(text.indexOf('@') + 1);
        }

        /** Ends it without a word to the others. */
        void kill() {
            system.terminate();
            try {
                system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            runtime.close();
        }
    }

    private final Path folder;
    private final EmbeddedJournal journal;
    private final CheckpointStore checkpoints;
    private final List<JobDefinition> jobs;
    private final List<TestNode> nodes = new ArrayList<>();

    TestCluster(Path folder, JobDefinition... jobs) throws IOException {
        this.folder = folder;
        this.jobs = List.of(jobs);
        journal = EmbeddedJournal.open(folder);
        checkpoints = new LocalCheckpointStore(folder.resolve("checkpoints"));
    }

    /** Starts a node with these roles, which joins the first. */
    TestNode start(String... roles) {
        Config config = ConfigFactory.parseMap(
                        Map.of("sluice.storage.directory", folder.toString(), "akka.cluster.roles", List.of(roles)))
                .withFallback(ConfigFactory.parseResources("test-cluster.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "sluice", config);
        Cluster cluster = Cluster.get(system);
        cluster.manager()
                .tell(Join.create(
                        nodes.isEmpty()
                                ? cluster.selfMember().address()
                                : nodes.get(0).system().address()));
        TestNode node = new TestNode(system, NodeRuntime.start(system, checkpoints, jobs));
        nodes.add(node);
        awaitMembers(nodes.size());
        return node;
    }

    TestNode start() {
        return start("coordinator", "worker");
    }

    List<TestNode> start(int count) {
        List<TestNode> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(start());
        }
        return started;
    }

    /** Has a node drained and leave. */
    void leave(TestNode node) throws Exception {
        of(node.runtime().drain());
        Cluster cluster = Cluster.get(node.system());
        cluster.manager().tell(Leave.create(cluster.selfMember().address()));
        forget(node);
        awaitMembers(nodes.size());
        node.kill();
    }

    void kill(TestNode node) {
        forget(node);
        node.kill();
    }

    private void forget(TestNode node) {
        nodes.remove(node);
    }

    void awaitMembers(int count) {
        await().atMost(PATIENCE).until(() -> nodes.stream().allMatch(node -> up(node) == count));
    }

    private static long up(TestNode node) {
        return StreamSupport.stream(
                        Cluster.get(node.system()).state().getMembers().spliterator(), false)
                .filter(member -> member.status() == MemberStatus.up())
                .count();
    }

    static <T> T of(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The status of a job, from any node; asked again while the coordinator is on its way. */
    JobStatus status(String job) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> of(nodes.get(nodes.size() - 1).runtime().jobs().status(job)), status -> true);
    }

    JobStatus awaitState(String job, JobState state) {
        return await().atMost(PATIENCE).until(() -> status(job), status -> status.state() == state);
    }

    @Override
    public void close() throws Exception {
        nodes.forEach(node -> node.system().terminate());
        for (TestNode node : nodes) {
            node.system().getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
            node.runtime().close();
        }
        journal.close();
        checkpoints.close();
    }
}
