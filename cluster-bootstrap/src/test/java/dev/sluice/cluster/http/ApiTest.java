package dev.sluice.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.api.ParameterException;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobRefusedException;
import dev.sluice.runtime.job.StateBackendKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApiTest {
    private static final ScriptedJobs JOBS = new ScriptedJobs();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static ApiServer server;
    private static ApiServer guarded;

    @BeforeAll
    static void start() throws Exception {
        server = ApiServer.start(JOBS, null);
        guarded = ApiServer.start(JOBS, "a-secret-of-ours");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        guarded.close();
    }

    @AfterEach
    void mend() {
        JOBS.failure = null;
        JOBS.asked = "";
    }

    @Test
    void when_a_job_is_submitted_then_it_is_run_as_asked_and_shown() throws Exception {
        HttpResponse<String> response = send("POST", "/jobs", """
                {"job": "totals", "parameters": {"input": "/data/in.csv"},
                 "options": {"parallelism": 3, "checkpointInterval": "250ms", "alignedTimeout": "40ms",
                             "rate": 1000, "fresh": true, "stateBackend": "rocksdb"}}""");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).hasValue("/api/v1/jobs/totals");
        assertThat(JOBS.asked).isEqualTo("submit totals");
        assertThat(JOBS.parameters).containsOnlyKeys("input").containsValue("/data/in.csv");
        assertThat(JOBS.options.parallelism()).isEqualTo(3);
        assertThat(JOBS.options.checkpointInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(JOBS.options.alignedTimeout()).isEqualTo(Duration.ofMillis(40));
        assertThat(JOBS.options.rate()).hasValue(1000);
        assertThat(JOBS.options.fresh()).isTrue();
        assertThat(JOBS.options.stateBackend()).hasValue(StateBackendKind.ROCKSDB);
        assertThat(json(response).get("run").asText()).isEqualTo("totals-0a1b2c");
    }

    @Test
    void when_only_the_name_is_given_then_the_job_is_run_with_the_engines_defaults() throws Exception {
        assertThat(send("POST", "/jobs", "{\"job\": \"totals\"}").statusCode()).isEqualTo(201);
        assertThat(JOBS.options).isEqualTo(JobOptions.defaults());
        assertThat(JOBS.parameters).isEmpty();
    }

    @Test
    void when_a_job_is_shown_then_its_subtasks_are_and_what_is_unknown_is_absent() throws Exception {
        JsonNode job = json(send("GET", "/jobs/totals", ""));
        assertThat(job.get("lastRecovery").get("restoreMillis").asInt()).isEqualTo(340);
        assertThat(job.get("lastRecovery").get("cause").asText()).isEqualTo("node-lost");
        assertThat(job.get("failure").get("operator").asText()).isEqualTo("total");
        assertThat(job.get("subtasks").get(0).get("node").asText()).isEqualTo("127.0.0.1:25520");
        assertThat(job.get("subtasks").get(0).get("startedAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(job.get("subtasks").get(0).get("watermark").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(job.get("subtasks").get(1).has("node")).isFalse();
        assertThat(job.get("subtasks").get(1).has("watermark")).isFalse();
    }

    @Test
    void when_all_jobs_are_listed_then_their_subtasks_are_left_out() throws Exception {
        JsonNode jobs = json(send("GET", "/jobs", "")).get("jobs");
        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0).has("subtasks")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "cancel, '', cancel totals",
        "stop, '', stop totals",
        "rescale, '{\"parallelism\": 5}', rescale totals 5"
    })
    void when_a_job_is_acted_on_then_the_cluster_is_asked_and_the_job_shown(String action, String body, String asked)
            throws Exception {
        HttpResponse<String> response = send("POST", "/jobs/totals/" + action, body);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JOBS.asked).isEqualTo(asked);
        assertThat(json(response).get("job").asText()).isEqualTo("totals");
    }

    @Test
    void when_the_cluster_is_shown_then_its_members_are() throws Exception {
        JsonNode cluster = json(send("GET", "/cluster", ""));
        assertThat(cluster.get("members")).hasSize(2);
        assertThat(cluster.get("members").get(1).get("reachable").asBoolean()).isFalse();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"job\": \"totals\"                        | the body is not JSON",
                "''                                          | the body",
                "[]                                          | the body must be a JSON object (line 1, column 1)",
                "null                                        | the body must be a JSON object",
                "{}                                          | field \"job\" is missing",
                "{\"job\": \"a\", \"jbo\": 1}                | field \"jbo\" is unknown; there are job, options, parameters",
                "{\"job\": \"a\", \"job\": \"b\"}            | Duplicate field 'job'",
                "{\"job\": 7}                                | field \"job\" must be a string (line 1, column 9)",
                "{\"job\": \"a\", \"parameters\": {\"x\": null}} | field \"parameters.x\" must be a string, but is null",
                "{\"job\": \"a\", \"parameters\": {\"x\": []}} | field \"parameters.x\" must be a string",
                "{\"job\": \"a\", \"options\": {\"parallelism\": 0}} | field \"options.parallelism\" must be at least 1",
                "{\"job\": \"a\", \"options\": {\"parallelism\": \"2\"}} | field \"options.parallelism\" must be a whole number",
                "{\"job\": \"a\", \"options\": {\"parallelism\": 1.5}} | field \"options.parallelism\" must be a whole number",
                "{\"job\": \"a\", \"options\": {\"rate\": 0}} | field \"options.rate\" must be at least 1",
                "{\"job\": \"a\", \"options\": {\"checkpointInterval\": \"soon\"}} | field \"options.checkpointInterval\" must be",
                "{\"job\": \"a\", \"options\": {\"stateBackend\": \"disk\"}} | field \"options.stateBackend\": there is no",
                "{\"job\": \"a\"} {}                         | the body must be a JSON object (line 1",
            })
    void when_a_submission_is_malformed_then_the_field_is_named(String body, String detail) throws Exception {
        assertProblem(send("POST", "/jobs", body), 400, "malformed", detail);
        assertThat(JOBS.asked).isEmpty();
    }

    @Test
    void when_a_parallelism_is_missing_then_the_field_is_named() throws Exception {
        assertProblem(send("POST", "/jobs/totals/rescale", "{}"), 400, "malformed", "field \"parallelism\" is missing");
    }

    static Stream<Arguments> failures() {
        IllegalStateException unexpected = new IllegalStateException("oh");
        unexpected.setStackTrace(new StackTraceElement[0]); // the node logs it
        return Stream.of(
                Arguments.of(new JobRefusedException("it runs already"), 409, "refused", "it runs already"),
                Arguments.of(new CompletionException(new JobRefusedException("inner")), 409, "refused", "inner"),
                Arguments.of(new DefinitionException("no uid"), 422, "definition", "no uid"),
                Arguments.of(new ParameterException("no \"input\""), 422, "parameter", "no \"input\""),
                Arguments.of(new TimeoutException("ask"), 503, "coordinator-unreachable", "may have been accepted"),
                Arguments.of(
                        new Problems.NotStartedException("waits for Cassandra"),
                        503,
                        "not-started",
                        "waits for Cassandra"),
                Arguments.of(unexpected, 500, "internal", "IllegalStateException: oh"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void when_the_cluster_fails_then_the_problem_has_a_type_of_its_own(
            Throwable failure, int status, String type, String detail) throws Exception {
        JOBS.failure = failure;
        HttpResponse<String> response = send("GET", "/jobs/totals", "");
        assertProblem(response, status, type, detail);
        assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    @Test
    void when_a_job_is_unknown_then_it_is_not_found() throws Exception {
        assertProblem(send("GET", "/jobs/nothing", ""), 404, "job-not-found", "jobs: totals");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, '', 404",
        "GET, /jobs/totals/nothing, '', 404",
        "GET, /jobs/totals/cancel/again, '', 404",
        "DELETE, /jobs/totals, '', 405",
        "GET, /jobs/totals/cancel, '', 405",
        "POST, /cluster, '', 405",
    })
    void when_no_route_takes_a_request_then_that_is_a_problem_too(String method, String path, String body, int status)
            throws Exception {
        HttpResponse<String> response = send(method, path, body);
        assertProblem(response, status, "http-" + status, "");
        assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    }

    @Test
    void when_the_body_is_no_json_by_its_type_or_too_large_then_it_is_refused() throws Exception {
        HttpRequest text = HttpRequest.newBuilder(server.address().resolve("/api/v1/jobs"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertProblem(CLIENT.send(text, BodyHandlers.ofString()), 415, "http-415", "application/json");
        String large = "{\"job\": \"" + "x".repeat(1_100_000) + "\"}";
        assertProblem(send("POST", "/jobs", large), 413, "http-413", "");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 401",
        "Bearer a-secret-of-other, 401",
        "Bearer a-secret-of-our, 401",
        "Basic a-secret-of-ours, 401",
        "Bearer, 401",
        "a-secret-of-ours, 401",
        "Bearer a-secret-of-ours, 200",
        "bearer a-secret-of-ours, 200",
    })
    void when_a_token_is_set_then_only_it_lets_in(String header, int status) throws Exception {
        for (String path : new String[] {"/jobs", "/openapi.yaml", "/cluster"}) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(guarded.address().resolve("/api/v1" + path));
            if (!header.isEmpty()) {
                request.header("Authorization", header);
            }
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(status);
            if (status == 401) {
                assertProblem(response, 401, "unauthorized", "Authorization: Bearer TOKEN");
                assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"sluice\"");
            }
        }
        assertThat(JOBS.asked.isEmpty()).isEqualTo(status == 401);
    }

    private static void assertProblem(HttpResponse<String> response, int status, String type, String detail)
            throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("type").asText()).isEqualTo("tag:sluice.dev,2026:" + type);
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("detail").asText()).isNotBlank().contains(detail);
        assertThat(problem.get("instance").asText()).isEqualTo(response.uri().getPath());
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        URI uri = server.address().resolve("/api/v1" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }
}
