package dev.sluice.cluster.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import dev.sluice.api.ParameterException;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.cluster.http.message.Json;
import dev.sluice.cluster.http.message.Problem;
import dev.sluice.runtime.JobRefusedException;
import dev.sluice.runtime.node.JobNotFoundException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From what went wrong to the answer that says so. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TYPES = "tag:sluice.dev,2026:";
    private static final ContentType.WithFixedCharset CONTENT_TYPE = MediaTypes.customWithFixedCharset(
                    "application", "problem+json", HttpCharsets.UTF_8, Map.of(), false)
            .toContentType();

    private Problems() {}

    /**
     * @param thrown what a request ended with
     * @param path the path that was asked for
     */
    static HttpResponse of(Throwable thrown, String path) {
        Throwable e = thrown;
        while (e instanceof CompletionException && e.getCause() != null) {
            e = e.getCause();
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof JobNotFoundException) {
            return response(StatusCodes.NOT_FOUND, "job-not-found", "There is no such job", message, path);
        }
        if (e instanceof JobRefusedException) {
            return response(StatusCodes.CONFLICT, "refused", "This cannot be done now", message, path);
        }
        if (e instanceof DefinitionException) {
            return response(
                    StatusCodes.UNPROCESSABLE_CONTENT, "definition", "The job's definition is wrong", message, path);
        }
        if (e instanceof ParameterException) {
            return response(
                    StatusCodes.UNPROCESSABLE_CONTENT, "parameter", "A parameter of the job is wrong", message, path);
        }
        if (e instanceof Json.MalformedException || e instanceof IllegalArgumentException) {
            return response(StatusCodes.BAD_REQUEST, "malformed", "The request is malformed", message, path);
        }
        if (e instanceof NotStartedException) {
            return retryLater("not-started", "The node has not started yet", message, path);
        }
        if (e instanceof TimeoutException) {
            return retryLater(
                    "coordinator-unreachable",
                    "The coordinator does not answer",
                    "the coordinator did not answer in time: it may be moving to another node, or its journal is away;"
                            + " ask for the job's status before you try again, since the request may have been accepted",
                    path);
        }
        LOG.error("{} failed", path, e);
        return response(StatusCodes.INTERNAL_SERVER_ERROR, "internal", "The node failed", e.toString(), path);
    }

    /** For someone who carries no token, or a wrong one. */
    static HttpResponse unauthorized(String path) {
        return response(
                        StatusCodes.UNAUTHORIZED,
                        "unauthorized",
                        "A token is needed",
                        "the request needs the header \"Authorization: Bearer TOKEN\" with this cluster's token",
                        path)
                .addHeader(RawHeader.create("WWW-Authenticate", "Bearer realm=\"sluice\""));
    }

    /**
     * For what no route takes: the same status and headers, with what Akka says as detail.
     *
     * @param plain Akka's answer
     * @param text what it says
     */
    static HttpResponse ofRejection(HttpResponse plain, String text, String path) {
        StatusCode status = plain.status();
        String title = status.reason();
        HttpResponse response = response(status, "http-" + status.intValue(), title, text, path);
        return response.addHeaders(plain.getHeaders());
    }

    private static HttpResponse retryLater(String type, String title, String detail, String path) {
        return response(StatusCodes.SERVICE_UNAVAILABLE, type, title, detail, path)
                .addHeader(RawHeader.create("Retry-After", "2"));
    }

    private static HttpResponse response(StatusCode status, String type, String title, String detail, String path) {
        Problem problem = new Problem(TYPES + type, title, status.intValue(), detail, path);
        return HttpResponse.create()
                .withStatus(status)
                .withEntity(HttpEntities.create(CONTENT_TYPE, Json.write(problem)));
    }

    /** The node waits for something before it can run anything. */
    static final class NotStartedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotStartedException(String message) {
            super(message);
        }
    }
}
