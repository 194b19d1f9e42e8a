package dev.sluice.cluster.http.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job to be run.
 *
 * @param job the definition's name; required
 * @param parameters what it is given; none if absent
 * @param options how it is run; the engine's defaults if absent
 */
public record SubmitRequest(
        @Nullable String job,
        @Nullable Map<String, @Nullable String> parameters,
        @Nullable SubmitOptions options) {}
