package dev.sluice.runtime;

import dev.sluice.runtime.job.CheckpointCost;
import dev.sluice.runtime.job.JobState;
import java.util.List;
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
 * @param checkpointCosts what the latest checkpoints have cost that were completed in this process, oldest first, a
 *     hundred at most
 * @param longestSnapshotNanos the longest time for which a checkpoint held up a subtask, nanoseconds, over the attempts
 *     of this process: the synchronous part, in which no record is processed; 0 before the first checkpoint
 * @param snapshotNanos the same for each of the latest checkpoints, completed or not, by their number: that of the
 *     subtask that was held up longest
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
        List<CheckpointCost> checkpointCosts,
        long longestSnapshotNanos,
        Map<Long, Long> snapshotNanos,
        Map<String, Long> counters) {}
