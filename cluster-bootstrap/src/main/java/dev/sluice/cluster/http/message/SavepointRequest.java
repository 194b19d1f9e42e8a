package dev.sluice.cluster.http.message;

import org.jspecify.annotations.Nullable;

/**
 * A savepoint of a running job.
 *
 * @param to its folder, as an absolute path that the coordinating node can write to; required
 */
public record SavepointRequest(@Nullable String to) {}
