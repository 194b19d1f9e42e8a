package dev.sluice.examples.chaos;

import dev.sluice.cluster.http.message.ClusterDocument;
import dev.sluice.cluster.http.message.JobDocument;
import dev.sluice.cluster.http.message.Json;
import dev.sluice.cluster.http.message.RescaleRequest;
import dev.sluice.cluster.http.message.SubmitRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks nodes over HTTP. Thread-safe. */
final class ClusterApi {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** A node waits for others two seconds. */
    private static final Duration JOB_LOOK = Duration.ofSeconds(4);

    private static final Duration ORDER = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /** @return whether a node says that it is ready */
    boolean isReady(URI node) {
        return get(node.resolve("/ready")).isPresent();
    }

    /** @return the cluster as a node sees it, if it answers within two seconds */
    Optional<ClusterDocument> cluster(URI node) {
        return get(node.resolve("/api/v1/cluster")).flatMap(json -> read(json, ClusterDocument.class));
    }

    /** @return how a job is, if the node can tell within a few seconds */
    Optional<JobDocument> job(URI node, String job) {
        return jobs(node, List.of(job)).stream().findFirst();
    }

    /** @return how jobs are, as far as the node can tell; asked all at once, since each may take seconds */
    List<JobDocument> jobs(URI node, List<String> jobs) {
        List<CompletableFuture<Optional<JobDocument>>> answers = jobs.stream()
                .map(job -> HttpRequest.newBuilder(node.resolve("/api/v1/jobs/" + job))
                        .timeout(JOB_LOOK)
                        .build())
                .map(request -> http.sendAsync(request, BodyHandlers.ofString())
                        .thenApply(answer -> answer.statusCode() == 200
                                ? read(answer.body(), JobDocument.class)
                                : Optional.<JobDocument>empty())
                        .exceptionally(failure -> Optional.empty()))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .toList();
    }

    /** @throws IOException if it is not done; the message says why */
    void submit(URI node, SubmitRequest request) throws IOException {
        post(node.resolve("/api/v1/jobs"), request);
    }

    /** @throws IOException if it is not done; the message says why */
    void rescale(URI node, String job, int parallelism) throws IOException {
        post(node.resolve("/api/v1/jobs/" + job + "/rescale"), new RescaleRequest(parallelism));
    }

    private Optional<String> get(URI uri) {
        try {
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(uri).timeout(LOOK).build());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it was killed, paused or cut off, or has not started yet
        }
    }

    private void post(URI uri, Object message) throws IOException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri)
                .timeout(ORDER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(message)))
                .build());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(uri + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + request.uri(), e);
        }
    }

    private static <T> Optional<T> read(String json, Class<T> type) {
        try {
            return Optional.of(Json.readAnswer(json, type));
        } catch (Json.MalformedException e) {
            throw new IllegalStateException("a node answered what is no " + type.getSimpleName() + ": " + json, e);
        }
    }
}
