package dev.sluice.cluster.client;

import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.cluster.http.message.Json;
import dev.sluice.cluster.http.message.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the first of some nodes that can be reached; what goes wrong is said in one line. */
final class NodeClient {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    // Longer than a node takes to give up on its coordinator.
    private static final Duration ANSWER = Duration.ofSeconds(75);

    private final List<URI> nodes;
    private final @Nullable String token;
    private final HttpClient http;

    private NodeClient(List<URI> nodes, @Nullable String token, HttpClient http) {
        this.nodes = nodes;
        this.token = token;
        this.http = http;
    }

    static NodeClient to(List<URI> nodes, @Nullable String token, @Nullable Path authority) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
        if (authority != null) {
            builder.sslContext(Authority.context(authority));
        }
        return new NodeClient(nodes, token, builder.build());
    }

    /**
     * @param path below {@code /api/v1}
     * @return what a node answers, if that is no problem
     * @throws CommandException if it is one, or no node answers
     */
    String get(String path) {
        return ask("GET", path, null);
    }

    /**
     * @param path below {@code /api/v1}
     * @param message what to send; null for nothing
     * @return what a node answers, if that is no problem
     * @throws CommandException if it is one, or no node answers
     */
    String post(String path, @Nullable Object message) {
        return ask("POST", path, message == null ? null : Json.write(message));
    }

    /** As {@link #get}, but read. */
    static <T> T read(String answer, Class<T> type) {
        try {
            return Json.readAnswer(answer, type);
        } catch (Json.MalformedException e) {
            throw new CommandException(ExitCodes.JOB_FAILED, "the node's answer is not understood: " + e.getMessage());
        }
    }

    /** A job's name as a segment of a path. */
    static String segment(String job) {
        return URLEncoder.encode(job, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String ask(String method, String path, @Nullable String body) {
        IOException failure = null;
        for (URI node : nodes) {
            try {
                return send(node, method, path, body);
            } catch (ConnectException | HttpConnectTimeoutException e) {
                failure = e; // nothing was sent, so another node can be asked
            } catch (IOException e) {
                throw unreachable(node.toString(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException(ExitCodes.STOPPED, "interrupted while waiting for " + node);
            }
        }
        throw unreachable(
                nodes.stream().map(URI::toString).collect(Collectors.joining(", ")),
                Objects.requireNonNull(failure, "no node to ask"));
    }

    private String send(URI node, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + "/api/v1" + path))
                .timeout(ANSWER)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        throw failed(node, response);
    }

    private static CommandException failed(URI node, HttpResponse<String> response) {
        int status = response.statusCode();
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith(Problem.MEDIA_TYPE)) {
            return new CommandException(
                    ExitCodes.UNREACHABLE,
                    node + " does not answer as a Sluice node does (HTTP " + status
                            + "): is that its management port?");
        }
        String detail = read(response.body(), Problem.class).detail();
        if (status == 401) {
            return new CommandException(ExitCodes.USAGE, detail + ": give it with --token or SLUICE_TOKEN");
        }
        if (status == 503) {
            return new CommandException(ExitCodes.UNREACHABLE, detail);
        }
        return new CommandException(status >= 500 ? ExitCodes.JOB_FAILED : ExitCodes.USAGE, detail);
    }

    private static CommandException unreachable(String nodes, IOException e) {
        String reason = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
        return new CommandException(
                ExitCodes.UNREACHABLE,
                "no answer from " + nodes + reason + ": is a node running there? Name another one with --node URL");
    }
}
