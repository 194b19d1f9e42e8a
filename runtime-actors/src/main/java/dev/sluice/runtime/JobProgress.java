package dev.sluice.runtime;

import dev.sluice.runtime.job.JobState;
import java.util.Map;

/**
 * How far a job is.
 *
 * @param state where in its life
 * @param attempt the attempt, from 1
 * @param recordsRead by all sources, over the attempts of this process
 * @param recordsWritten by all sinks, over the attempts of this process
 * @param watermark the lowest event time of the sinks, epoch milliseconds; {@code Long.MIN_VALUE} before the first,
 *     {@code Long.MAX_VALUE} at the end
 * @param checkpointsCompleted since the run began, over restarts of the process too
 * @param checkpointsFailed of this process
 * @param lastCheckpoint the number of the last completed one, 0 if there is none
 * @param counters what connectors and operators counted, by name, for example {@code flights.skipped}
 */
public record JobProgress(
        JobState state,
        long attempt,
        long recordsRead,
        long recordsWritten,
        long watermark,
        long checkpointsCompleted,
        long checkpointsFailed,
        long lastCheckpoint,
        Map<String, Long> counters) {}
