package dev.sluice.cluster.http.message;

import org.jspecify.annotations.Nullable;

/**
 * Another parallelism for a running job.
 *
 * @param parallelism how many subtasks an operator has unless its definition says otherwise; required
 */
public record RescaleRequest(@Nullable Integer parallelism) {}
