package dev.sluice.runtime.protocol;

import dev.sluice.runtime.job.RestartPolicy;
import java.time.Duration;
import java.util.Map;

/**
 * A submitted job as it is journaled: enough for any node to define the same graph.
 *
 * @param job the job's name, by which nodes know its definition
 * @param run this run's id
 * @param parameters what the user gave
 * @param fingerprint of the graph that was submitted
 * @param parallelism how many subtasks an operator has by default
 * @param checkpointIntervalMillis between the beginnings of two checkpoints
 * @param checkpointTimeoutMillis after which one is given up
 * @param retainedCheckpoints how many are kept
 * @param rate records per second and source; {@code Long.MAX_VALUE}: no limit
 * @param maxRestarts in a row
 * @param firstDelayMillis before the second restart in a row
 * @param maxDelayMillis the longest
 * @param alignedTimeoutMillis how long a barrier waits in a subtask before it overtakes records; 0, also in what older
 *     versions have journaled: as long as it takes
 */
public record JobSpec(
        String job,
        String run,
        Map<String, String> parameters,
        String fingerprint,
        int parallelism,
        long checkpointIntervalMillis,
        long checkpointTimeoutMillis,
        int retainedCheckpoints,
        long rate,
        int maxRestarts,
        long firstDelayMillis,
        long maxDelayMillis,
        long alignedTimeoutMillis)
        implements CborSerializable {

    /** Makes the parameters unmodifiable. */
    public JobSpec {
        parameters = Map.copyOf(parameters);
    }

    /**
     * @param other another run's id
     * @return the same but for that
     */
    public JobSpec withRun(String other) {
        return with(other, parallelism);
    }

    /**
     * @param other how many subtasks an operator has by default
     * @return the same but for that
     */
    public JobSpec withParallelism(int other) {
        return with(run, other);
    }

    private JobSpec with(String newRun, int newParallelism) {
        return new JobSpec(
                job,
                newRun,
                parameters,
                fingerprint,
                newParallelism,
                checkpointIntervalMillis,
                checkpointTimeoutMillis,
                retainedCheckpoints,
                rate,
                maxRestarts,
                firstDelayMillis,
                maxDelayMillis,
                alignedTimeoutMillis);
    }

    /** @return what is done after a failure */
    public RestartPolicy restartPolicy() {
        return new RestartPolicy(maxRestarts, Duration.ofMillis(firstDelayMillis), Duration.ofMillis(maxDelayMillis));
    }
}
