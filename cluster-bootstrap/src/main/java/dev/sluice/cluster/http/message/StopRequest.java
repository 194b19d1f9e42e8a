package dev.sluice.cluster.http.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a job is to end.
 *
 * @param savepoint the folder of a savepoint to end behind, as an absolute path that the coordinating node can write
 *     to; absent: behind a checkpoint
 * @param drain whether the sources read no more and event time goes to its end before; needs a savepoint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StopRequest(
        @Nullable String savepoint, @Nullable Boolean drain) {}
