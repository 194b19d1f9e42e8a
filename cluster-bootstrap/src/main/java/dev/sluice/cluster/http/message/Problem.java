package dev.sluice.cluster.http.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a request: problem details as of RFC 9457.
 *
 * @param type which kind of problem, as a URI that never changes
 * @param title the kind in words, the same for every problem of the type
 * @param status the HTTP status
 * @param detail what is wrong this time, and what to do
 * @param instance the path that was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance) {
    /** The media type of problem details. */
    public static final String MEDIA_TYPE = "application/problem+json";
}
