package dev.sluice.runtime.protocol;

import dev.sluice.runtime.JobFailure;
import dev.sluice.runtime.JobState;
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
 * @param failure the failure that led here, if one did
 */
public record JobUpdate(
        String run,
        JobState state,
        long epoch,
        long completedCheckpoints,
        long failedCheckpoints,
        long lastCheckpoint,
        @Nullable JobFailure failure)
        implements CborSerializable {}
