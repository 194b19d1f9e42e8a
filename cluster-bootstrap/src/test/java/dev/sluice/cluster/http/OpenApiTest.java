package dev.sluice.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Path DESCRIPTION = Path.of("../docs/openapi.yaml");
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    @Test
    void when_the_description_is_compared_with_the_routes_then_each_describes_the_other() throws Exception {
        List<String> routes = new Endpoints(ScriptedJobs::new, () -> null)
                .all().stream()
                        .map(endpoint -> endpoint.method().value() + " /" + endpoint.path())
                        .toList();
        assertThat(described()).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void when_each_described_request_is_sent_then_it_is_answered_as_described() throws Exception {
        JsonNode api = new YAMLMapper().readTree(DESCRIPTION.toFile());
        try (ApiServer server = ApiServer.start(new ScriptedJobs(), null)) {
            for (String described : described()) {
                String[] methodAndPath = described.split(" ");
                JsonNode operation =
                        api.get("paths").get(methodAndPath[1]).get(methodAndPath[0].toLowerCase(Locale.ROOT));
                HttpResponse<String> response = send(server, methodAndPath[0], methodAndPath[1], operation);
                JsonNode answer = operation.get("responses").get(String.valueOf(response.statusCode()));
                assertThat(answer)
                        .as("%s answers %s", described, response.body())
                        .isNotNull();
                assertThat(response.statusCode()).isBetween(200, 201);
                JsonNode resolved =
                        answer.has("$ref") ? resolve(api, answer.get("$ref").asText()) : answer;
                String type = response.headers()
                        .firstValue("Content-Type")
                        .orElseThrow()
                        .replaceAll(";.*", "");
                assertThat(resolved.get("content").has(type))
                        .as("%s answers as %s", described, type)
                        .isTrue();
            }
        }
    }

    @Test
    void when_the_description_is_asked_for_then_it_is_the_one_in_the_documentation() throws Exception {
        try (ApiServer server = ApiServer.start(new ScriptedJobs(), null)) {
            HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/api/v1/openapi.yaml"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body())
                    .isEqualTo(Files.readString(DESCRIPTION));
        }
    }

    private static HttpResponse<String> send(ApiServer server, String method, String path, JsonNode operation)
            throws Exception {
        String body = "";
        if (operation.has("requestBody")) {
            body = operation
                    .at("/requestBody/content/application~1json/example")
                    .toString()
                    .replace("flight-delays", "totals");
        }
        URI uri = server.address().resolve("/api/v1" + path.replace("{job}", "totals"));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static JsonNode resolve(JsonNode api, String reference) {
        return api.at(reference.substring(1));
    }

    private static List<String> described() throws Exception {
        List<String> described = new ArrayList<>();
        JsonNode paths = new YAMLMapper().readTree(DESCRIPTION.toFile()).get("paths");
        for (var path : paths.properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        return described;
    }
}
