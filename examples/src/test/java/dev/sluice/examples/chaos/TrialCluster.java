package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cluster.http.message.JobDocument;
import dev.sluice.cluster.http.message.SubmitOptions;
import dev.sluice.cluster.http.message.SubmitRequest;
import dev.sluice.persistence.cassandra.server.CassandraServer;
import dev.sluice.persistence.cassandra.server.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Real node processes and a real Cassandra on loopback, for the tests of what a cluster survives. */
final class TrialCluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Path folder;
    private final CassandraServer cassandra;
    private final List<NodeProcess> nodes;
    private final ClusterApi api = new ClusterApi();
    private final LocalGrounds grounds;
    private final List<String> jobs = new ArrayList<>();
    private final Watch watch;
    private final Background background = new Background(System.err::println);

    private TrialCluster(Path folder, CassandraServer cassandra, List<NodeProcess> nodes, Links links) {
        this.folder = folder;
        this.cassandra = cassandra;
        this.nodes = nodes;
        grounds = new LocalGrounds(nodes, cassandra, links, api, new Patience());
        watch = new Watch(api, grounds::answering, jobs);
    }

    /**
     * Starts all, and returns once all are ready.
     *
     * @param folder for everything
     * @param settings by node, what its configuration has besides the usual
     */
    static TrialCluster start(Path folder, String... settings) throws IOException {
        Links links = new Loopback();
        Path classPath = Path.of(System.getProperty("sluice.cassandra.classpath"));
        CassandraServer cassandra = CassandraServer.start(ServerSettings.of(
                folder.resolve("cassandra"),
                links.port(9042),
                links.port(7000),
                Files.readString(classPath).strip()));
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<NodeProcess> nodes = new NodeFiles(folder, links, own, cassandra.address()).make(settings.length);
        for (int node = 1; node <= settings.length; node++) {
            Files.writeString(
                    folder.resolve("node-" + node + ".conf"), settings[node - 1] + "\n", StandardOpenOption.APPEND);
        }
        TrialCluster cluster = new TrialCluster(folder, cassandra, nodes, links);
        try {
            cluster.grounds.startAll();
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
        cluster.background.repeat(cluster.watch::look, LOOK_EVERY);
        return cluster;
    }

    LocalGrounds grounds() {
        return grounds;
    }

    ClusterApi api() {
        return api;
    }

    URI someNode() {
        return grounds.answering().get(0);
    }

    String member(int node) {
        return nodes.get(node - 1).member();
    }

    /** Submits a job with its output in a folder of its own, and waits until records flow. */
    void submit(String job, Map<String, String> parameters, int parallelism, long rate) throws IOException {
        Map<String, String> all = new java.util.TreeMap<>(parameters);
        all.put("output", folder.resolve(job).toString());
        grounds.submit(new SubmitRequest(job, all, new SubmitOptions(parallelism, "1s", rate, null)));
        jobs.add(job);
        awaitJob(job, document -> document.state().equals("RUNNING") && read(document) > 0);
    }

    Optional<JobDocument> job(String job) {
        return grounds.answering().stream()
                .map(node -> api.job(node, job))
                .flatMap(Optional::stream)
                .findFirst();
    }

    JobDocument awaitJob(String job, Predicate<JobDocument> condition) {
        return await("job " + job)
                .atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .until(() -> job(job), found -> found.filter(condition).isPresent())
                .orElseThrow();
    }

    /** Waits until so many more checkpoints are complete than are now. */
    JobDocument awaitCheckpoints(String job, int more) {
        long until = awaitJob(job, document -> true).completedCheckpoints() + more;
        return awaitJob(job, document -> document.completedCheckpoints() >= until);
    }

    void awaitMembers(int count) {
        await("members")
                .atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .until(() -> grounds.answering().stream()
                        .map(api::cluster)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .filter(cluster -> cluster.members().stream()
                                        .filter(member -> member.reachable()
                                                && member.status().equals("Up"))
                                        .count()
                                == count)
                        .isPresent());
    }

    static long read(JobDocument job) {
        return subtasks(job).stream()
                .mapToLong(JobDocument.Subtask::recordsRead)
                .sum();
    }

    static List<JobDocument.Subtask> subtasks(JobDocument job) {
        return job.subtasks() == null ? List.of() : job.subtasks();
    }

    /** How long it took to get over what happened then, by how the job was seen every 100 ms. */
    RecoveryTimes recovery(long happened, int members) {
        return RecoveryTimes.of(watch.since(happened - Duration.ofSeconds(3).toNanos()), happened, members);
    }

    /** Waits while something is to go on undisturbed. */
    static void during(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(10)).pollInterval(LOOK_EVERY).until(() -> System.nanoTime() - end >= 0);
    }

    CassandraServer cassandra() {
        return cassandra;
    }

    /** The end of all logs, for a test that has failed. */
    void printLogs() {
        for (NodeProcess node : nodes) {
            try {
                List<String> lines = Files.readAllLines(node.log());
                System.err.println("==== " + node.log());
                lines.subList(Math.max(0, lines.size() - 60), lines.size()).forEach(System.err::println);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void assertStillRunning(String job, long attempt) {
        JobDocument now = awaitJob(job, document -> document.state().equals("RUNNING"));
        assertThat(now.attempt()).as("attempt of %s", job).isEqualTo(attempt);
    }

    @Override
    public void close() {
        background.close();
        grounds.close();
    }
}
