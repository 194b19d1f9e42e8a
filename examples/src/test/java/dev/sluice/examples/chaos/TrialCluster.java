package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cluster.http.message.JobDocument;
import dev.sluice.cluster.http.message.Json;
import dev.sluice.cluster.http.message.StopRequest;
import dev.sluice.cluster.http.message.SubmitOptions;
import dev.sluice.cluster.http.message.SubmitRequest;
import dev.sluice.examples.process.Background;
import dev.sluice.examples.process.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Real node processes and a real Cassandra on loopback, for the tests of what a cluster survives. */
final class TrialCluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private static final Pattern PORT = Pattern.compile("\\bport = (\\d+)");

    private final Path folder;
    private final int nodes;
    private final ClusterApi api;
    private final LocalGrounds grounds;
    private final List<String> jobs = new ArrayList<>();
    private final Watch watch;
    private final Background background = new Background(System.err::println);

    private TrialCluster(Path folder, int nodes, ClusterApi api, LocalGrounds grounds) {
        this.folder = folder;
        this.nodes = nodes;
        this.api = api;
        this.grounds = grounds;
        watch = new Watch(api, grounds::answering, jobs);
    }

    /**
     * Starts all, and returns once all are ready.
     *
     * @param folder for everything
     * @param settings by node, what its configuration has besides the usual
     */
    static TrialCluster start(Path folder, String... settings) throws IOException {
        return start(folder, null, settings);
    }

    /** The same, with a folder of jobs besides those of the tests. */
    static TrialCluster start(Path folder, @Nullable Path jobs, String... settings) throws IOException {
        ClusterApi api = new ClusterApi();
        String cassandra = Files.readString(Path.of(System.getProperty("sluice.cassandra.classpath")))
                .strip();
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        LocalGrounds grounds = LocalGrounds.prepare(
                new ChaosSettings(
                        settings.length, Duration.ZERO, 0, folder, jobs == null ? own : jobs + ":" + own, cassandra),
                new Loopback(),
                api,
                new Patience());
        for (int node = 1; node <= settings.length; node++) {
            Files.writeString(
                    folder.resolve("node-" + node + ".conf"), settings[node - 1] + "\n", StandardOpenOption.APPEND);
        }
        TrialCluster cluster = new TrialCluster(folder, settings.length, api, grounds);
        try {
            cluster.grounds.startAll();
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
        cluster.background.repeat(cluster.watch::look, LOOK_EVERY);
        return cluster;
    }

    /** Where a job writes to. */
    Path output(String job) {
        return folder.resolve(job);
    }

    LocalGrounds grounds() {
        return grounds;
    }

    /** What a node is called in the cluster. */
    String member(int node) throws IOException {
        Matcher port = PORT.matcher(Files.readString(folder.resolve("node-" + node + ".conf")));
        assertThat(port.find()).isTrue();
        return "127.0.0.1:" + port.group(1);
    }

    /** Submits a job with its output in a folder of its own, and waits until records flow. */
    void submit(String job, Map<String, String> parameters, int parallelism, long rate) throws IOException {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("output", folder.resolve(job).toString());
        grounds.submit(
                new SubmitRequest(job, all, new SubmitOptions(parallelism, "1s", null, rate, null, null, null, null)));
        jobs.add(job);
        awaitJob(job, document -> document.state().equals("RUNNING") && read(document) > 0);
    }

    /** Ends a job behind a last checkpoint. */
    void stop(String job) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        grounds.answering().get(0).resolve("/api/v1/jobs/" + job + "/stop"))
                .POST(BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Submits a job that begins from a savepoint, and waits until records flow. */
    void submitFrom(Path savepoint, String job, Map<String, String> parameters, int parallelism, long rate)
            throws IOException {
        SubmitOptions options =
                new SubmitOptions(parallelism, "1s", null, rate, null, null, savepoint.toString(), null);
        grounds.submit(new SubmitRequest(job, parameters, options));
        jobs.add(job);
        awaitJob(job, document -> document.state().equals("RUNNING") && read(document) > 0);
    }

    /** Ends a job behind a savepoint. */
    void stopWithSavepoint(String job, Path savepoint) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        grounds.answering().get(0).resolve("/api/v1/jobs/" + job + "/stop"))
                .POST(BodyPublishers.ofString(Json.write(new StopRequest(savepoint.toString(), null))))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        awaitJob(job, document -> document.state().equals("STOPPED"));
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

    /** The end of all logs, for a test that has failed. */
    void printLogs() {
        for (int node = 1; node <= nodes; node++) {
            Path log = folder.resolve("node-" + node + ".log");
            try {
                List<String> lines = Files.readAllLines(log);
                System.err.println("==== " + log);
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
