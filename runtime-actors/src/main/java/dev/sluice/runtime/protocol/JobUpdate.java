package dev.sluice.runtime.protocol;

import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import org.jspecify.annotations.Nullable;

/**
 * How a run is, sent to those who watch it whenever it changes.
 *
 * @param run the run
 * @param state where in its life
 * @param epoch the attempt
 * @param completedCheckpoints since the run began
 * @param failedCheckpoints since this master began
 * @param lastCheckpoint the last completed one, 0 for none
 * @param failedEpoch the newest attempt that failed, 0 for none
 * @param failure why; if the run failed before an attempt of it could begin, why that was
 */
public record JobUpdate(
        String run,
        JobState state,
        long epoch,
        long completedCheckpoints,
        long failedCheckpoints,
        long lastCheckpoint,
        long failedEpoch,
        @Nullable JobFailure failure)
        implements CborSerializable {}
