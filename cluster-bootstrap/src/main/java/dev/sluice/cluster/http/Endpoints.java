package dev.sluice.cluster.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Location;
import dev.sluice.api.Durations;
import dev.sluice.api.Parameters;
import dev.sluice.cluster.http.message.ClusterDocument;
import dev.sluice.cluster.http.message.Json;
import dev.sluice.cluster.http.message.RescaleRequest;
import dev.sluice.cluster.http.message.SavepointRequest;
import dev.sluice.cluster.http.message.StopRequest;
import dev.sluice.cluster.http.message.SubmitOptions;
import dev.sluice.cluster.http.message.SubmitRequest;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.job.StateBackendKind;
import dev.sluice.runtime.node.JobControl;
import dev.sluice.runtime.node.JobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that can be asked for; {@code docs/openapi.yaml} describes the same. */
final class Endpoints {
    private final Supplier<JobControl> jobs;
    private final Supplier<ClusterDocument> cluster;

    /**
     * @param jobs the cluster's jobs; throws {@link Problems.NotStartedException} while there is no engine
     * @param cluster the cluster as this node sees it
     */
    Endpoints(Supplier<JobControl> jobs, Supplier<ClusterDocument> cluster) {
        this.jobs = jobs;
        this.cluster = cluster;
    }

    List<Endpoint> all() {
        return List.of(
                new Endpoint(
                        HttpMethods.GET,
                        "jobs",
                        (job, body) -> jobs.get().list().thenApply(list -> ok(Documents.of(list)))),
                new Endpoint(HttpMethods.POST, "jobs", (job, body) -> submit(body)),
                new Endpoint(
                        HttpMethods.GET,
                        "jobs/{job}",
                        (job, body) -> answer(jobs.get().status(job))),
                new Endpoint(
                        HttpMethods.POST,
                        "jobs/{job}/cancel",
                        (job, body) -> answer(jobs.get().cancel(job))),
                new Endpoint(HttpMethods.POST, "jobs/{job}/stop", this::stop),
                new Endpoint(HttpMethods.POST, "jobs/{job}/savepoint", this::savepoint),
                new Endpoint(
                        HttpMethods.GET,
                        "jobs/{job}/checkpoints",
                        (job, body) ->
                                jobs.get().checkpoints(job).thenApply(list -> ok(Documents.ofCheckpoints(list)))),
                new Endpoint(HttpMethods.POST, "jobs/{job}/rescale", this::rescale),
                new Endpoint(
                        HttpMethods.GET,
                        "cluster",
                        (job, body) -> CompletableFuture.completedFuture(ok(cluster.get()))),
                new Endpoint(
                        HttpMethods.GET,
                        "openapi.yaml",
                        (job, body) -> CompletableFuture.completedFuture(HttpResponse.create()
                                .withEntity(HttpEntities.create(
                                        MediaTypes.customWithFixedCharset(
                                                        "application", "yaml", HttpCharsets.UTF_8, Map.of(), false)
                                                .toContentType(),
                                        description())))));
    }

    private CompletionStage<HttpResponse> submit(String body) throws Json.MalformedException {
        SubmitRequest request = Json.readRequest(body, SubmitRequest.class);
        String job = request.job();
        if (job == null || job.isBlank()) {
            throw new IllegalArgumentException("field \"job\" is missing: it names the job to run");
        }
        Map<String, String> parameters = new TreeMap<>();
        if (request.parameters() != null) {
            request.parameters().forEach((name, value) -> {
                if (value == null) {
                    throw new IllegalArgumentException(
                            "field \"parameters." + name + "\" must be a string, but is null");
                }
                parameters.put(name, value);
            });
        }
        return jobs.get()
                .submit(job, Parameters.of(parameters), options(request.options()))
                .thenApply(status -> json(StatusCodes.CREATED, Documents.of(status))
                        .addHeader(Location.create(ApiRoutes.BASE + "/jobs/" + status.job())));
    }

    private static JobOptions options(@Nullable SubmitOptions given) {
        JobOptions options = JobOptions.defaults();
        if (given == null) {
            return options;
        }
        if (given.parallelism() != null) {
            options = options.withParallelism(atLeastOne("options.parallelism", given.parallelism()));
        }
        if (given.checkpointInterval() != null) {
            options =
                    options.withCheckpointInterval(interval("options.checkpointInterval", given.checkpointInterval()));
        }
        if (given.alignedTimeout() != null) {
            options = options.withAlignedTimeout(interval("options.alignedTimeout", given.alignedTimeout()));
        }
        if (given.rate() != null) {
            if (given.rate() < 1) {
                throw new IllegalArgumentException("field \"options.rate\" must be at least 1, but is " + given.rate());
            }
            options = options.withRate(given.rate());
        }
        if (given.stateBackend() != null) {
            try {
                options = options.withStateBackend(StateBackendKind.parse(given.stateBackend()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("field \"options.stateBackend\": " + e.getMessage(), e);
            }
        }
        options = options.withFresh(Boolean.TRUE.equals(given.fresh()));
        boolean drops = Boolean.TRUE.equals(given.allowDroppedState());
        if (given.from() != null) {
            StartFrom from = StartFrom.parse(given.from());
            return options.withStartFrom(drops ? from.allowingDroppedState() : from);
        }
        if (drops) {
            throw new IllegalArgumentException("field \"options.allowDroppedState\" needs the field \"options.from\"");
        }
        return options;
    }

    private static Duration interval(String field, String text) {
        Duration interval = Durations.parse(text);
        if (interval == null || interval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "field \"" + field + "\" must be a duration such as 250ms, 1s or 5m, but is \"" + text + "\"");
        }
        return interval;
    }

    private CompletionStage<HttpResponse> savepoint(String job, String body) throws Json.MalformedException {
        String to = Json.readRequest(body, SavepointRequest.class).to();
        return answer(jobs.get().savepoint(job, folder("to", to == null ? "" : to)));
    }

    private CompletionStage<HttpResponse> stop(String job, String body) throws Json.MalformedException {
        StopRequest request = body.isBlank() ? new StopRequest(null, null) : Json.readRequest(body, StopRequest.class);
        boolean drain = Boolean.TRUE.equals(request.drain());
        if (request.savepoint() != null) {
            return answer(jobs.get().stopWithSavepoint(job, folder("savepoint", request.savepoint()), drain));
        }
        if (drain) {
            throw new IllegalArgumentException(
                    "field \"drain\" needs the field \"savepoint\": a drained job can go on from nothing else");
        }
        return answer(jobs.get().stop(job));
    }

    private static String folder(String field, String path) {
        if (path.isBlank()) {
            throw new IllegalArgumentException(
                    "field \"" + field + "\" is missing: it is the folder of the savepoint, as an absolute path");
        }
        return path;
    }

    private CompletionStage<HttpResponse> rescale(String job, String body) throws Json.MalformedException {
        Integer parallelism = Json.readRequest(body, RescaleRequest.class).parallelism();
        if (parallelism == null) {
            throw new IllegalArgumentException("field \"parallelism\" is missing: it is a whole number from 1");
        }
        return answer(jobs.get().rescale(job, atLeastOne("parallelism", parallelism)));
    }

    private static int atLeastOne(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("field \"" + field + "\" must be at least 1, but is " + value);
        }
        return value;
    }

    private static CompletionStage<HttpResponse> answer(CompletionStage<JobStatus> status) {
        return status.thenApply(job -> ok(Documents.of(job)));
    }

    private static HttpResponse ok(Object document) {
        return json(StatusCodes.OK, document);
    }

    private static HttpResponse json(StatusCode status, Object document) {
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, Json.write(document)));
    }

    private static String description() {
        try (InputStream in = Endpoints.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
