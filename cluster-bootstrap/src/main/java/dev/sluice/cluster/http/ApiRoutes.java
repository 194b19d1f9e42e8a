package dev.sluice.cluster.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.PathMatcher0;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Rejections;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.unmarshalling.Unmarshaller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds who answers a request, after looking at its token; what nobody answers is answered with problem details. */
final class ApiRoutes extends AllDirectives {
    /** What all paths begin with. */
    static final String BASE = "/api/v1";

    private static final String SCHEME = "Bearer ";

    private final List<Endpoint> endpoints;
    private final @Nullable String token;

    ApiRoutes(List<Endpoint> endpoints, @Nullable String token) {
        this.endpoints = endpoints;
        this.token = token;
    }

    Route create() {
        Route all = endpoints.stream().map(this::route).reduce(this::concat).orElseThrow();
        return pathPrefix(
                PathMatchers.segment("api").slash("v1"),
                () -> extractRequest(request -> handleExceptions(
                        failures(request), () -> handleRejections(rejections(request), () -> guard(request, all)))));
    }

    private Route guard(HttpRequest request, Route inner) {
        if (token == null || isToken(request.getHeader("Authorization").map(header -> header.value()), token)) {
            return inner;
        }
        // The body is not read: a client that is not let in has no say in how much that is.
        return complete(Problems.unauthorized(path(request)));
    }

    /** Takes as long for a wrong token as for the right one, whatever they have in common. */
    private static boolean isToken(Optional<String> header, String token) {
        String given = header.filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .orElse("");
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private Route route(Endpoint endpoint) {
        int job = endpoint.path().indexOf(Endpoint.JOB);
        if (job < 0) {
            return pathPrefix(segments(endpoint.path()), () -> pathEnd(() -> answer(endpoint, "")));
        }
        String rest = endpoint.path().substring(job + Endpoint.JOB.length());
        return pathPrefix(
                segments(endpoint.path().substring(0, job - 1)).slash(PathMatchers.segment()),
                name -> rest.isEmpty()
                        ? pathEnd(() -> answer(endpoint, name))
                        : pathPrefix(segments(rest.substring(1)), () -> pathEnd(() -> answer(endpoint, name))));
    }

    private static PathMatcher0 segments(String path) {
        PathMatcher0 matcher = null;
        for (String segment : path.split("/")) {
            matcher = matcher == null ? PathMatchers.segment(segment) : matcher.slash(segment);
        }
        return Objects.requireNonNull(matcher);
    }

    private Route answer(Endpoint endpoint, String job) {
        return method(
                endpoint.method(),
                () -> extractRequest(request -> body(
                        request.entity(),
                        body -> onComplete(
                                () -> handled(endpoint, job, body),
                                result -> result.isSuccess()
                                        ? complete(result.get())
                                        : complete(Problems.of(result.failed().get(), path(request)))))));
    }

    private Route body(HttpEntity entity, Function<String, Route> inner) {
        if (entity.isKnownEmpty()) {
            return inner.apply("");
        }
        if (!entity.getContentType().mediaType().equals(MediaTypes.APPLICATION_JSON)) {
            return reject(Rejections.unsupportedRequestContentType(List.of(MediaTypes.APPLICATION_JSON)));
        }
        return entity(Unmarshaller.entityToString(), inner);
    }

    private static CompletionStage<HttpResponse> handled(Endpoint endpoint, String job, String body) {
        try {
            return endpoint.handler().handle(job, body);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ExceptionHandler failures(HttpRequest request) {
        return ExceptionHandler.newBuilder()
                .matchAny(e -> complete(Problems.of(e, path(request))))
                .build();
    }

    private static RejectionHandler rejections(HttpRequest request) {
        return RejectionHandler.defaultHandler().mapRejectionResponse(plain -> {
            String text = plain.entity() instanceof HttpEntity.Strict strict
                    ? strict.getData().utf8String()
                    : plain.status().reason();
            return Problems.ofRejection(plain, text, path(request));
        });
    }

    private static String path(HttpRequest request) {
        return request.getUri().path();
    }
}
