package dev.sluice.runtime.node;

import dev.sluice.runtime.job.CheckpointCost;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.Recovery;
import dev.sluice.runtime.job.SavepointStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job is.
 *
 * @param job its name
 * @param run the id of its newest run
 * @param state where in its life
 * @param parameters what it was submitted with
 * @param parallelism how many subtasks an operator has unless its definition says otherwise
 * @param attempt the attempt, from 1; 0 before the first
 * @param completedCheckpoints since the run began
 * @param failedCheckpoints since the coordinator took it over
 * @param lastCheckpoint the number of the last completed one, 0 for none
 * @param lastCost what the last checkpoint cost that this coordinator has completed, null for none
 * @param failure why its newest failed attempt failed; null if none has
 * @param lastRecovery how the newest attempt took over; null for the first
 * @param savepoint how the savepoint is that was asked for last; null if none was since the coordinator took the job
 *     over
 * @param subtasks by vertex and index; empty where only an overview was asked for
 */
public record JobStatus(
        String job,
        String run,
        JobState state,
        Map<String, String> parameters,
        int parallelism,
        long attempt,
        long completedCheckpoints,
        long failedCheckpoints,
        long lastCheckpoint,
        @Nullable CheckpointCost lastCost,
        @Nullable JobFailure failure,
        @Nullable Recovery lastRecovery,
        @Nullable SavepointStatus savepoint,
        List<SubtaskStatus> subtasks) {
    /** Makes the collections unmodifiable. */
    public JobStatus {
        parameters = Map.copyOf(parameters);
        subtasks = List.copyOf(subtasks);
    }
}
