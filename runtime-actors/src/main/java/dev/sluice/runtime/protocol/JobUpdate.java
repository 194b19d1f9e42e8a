package dev.sluice.runtime.protocol;

import dev.sluice.runtime.job.CheckpointCost;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.Recovery;
import dev.sluice.runtime.job.SavepointStatus;
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
 * @param parallelism how many subtasks an operator has by default
 * @param lastCost what the last checkpoint cost that this master has completed, null for none
 * @param recovery how the newest attempt took over, null if it is the first or has not yet
 * @param savepoint how the savepoint is that was asked for last; null if none was since this master began
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
        int parallelism,
        @Nullable CheckpointCost lastCost,
        @Nullable Recovery recovery,
        @Nullable SavepointStatus savepoint,
        @Nullable JobFailure failure)
        implements CborSerializable {
    /**
     * @param run a run
     * @param parallelism how many subtasks an operator has by default
     * @return what is said of it before anything is known
     */
    public static JobUpdate starting(String run, int parallelism) {
        return new JobUpdate(run, JobState.STARTING, 0, 0, 0, 0, 0, parallelism, null, null, null, null);
    }
}
