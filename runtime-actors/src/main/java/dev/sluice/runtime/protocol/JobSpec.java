package dev.sluice.runtime.protocol;

import dev.sluice.runtime.job.RestartPolicy;
import dev.sluice.runtime.job.StateBackendKind;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

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
 * @param stateBackend where keyed state is kept; in the heap if an earlier release journaled it
 * @param continues by run, up to which checkpoint the results of earlier runs are part of this one's, since it began
 *     from theirs
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
        long alignedTimeoutMillis,
        StateBackendKind stateBackend,
        Map<String, Long> continues)
        implements CborSerializable {

    /** Makes the maps unmodifiable; in older journals there is only one. */
    public JobSpec {
        parameters = Map.copyOf(parameters);
        stateBackend = Objects.requireNonNullElse(stateBackend, StateBackendKind.HEAP);
        continues = Map.copyOf(Objects.requireNonNullElse(continues, Map.of()));
    }

    /**
     * @param other another run's id
     * @return the same but for that
     */
    public JobSpec withRun(String other) {
        return with(other, parallelism, continues);
    }

    /**
     * @param other how many subtasks an operator has by default
     * @return the same but for that
     */
    public JobSpec withParallelism(int other) {
        return with(run, other, continues);
    }

    /**
     * @param others by run, up to which checkpoint their results are part of this one's
     * @return the same but for that
     */
    public JobSpec continuing(Map<String, Long> others) {
        return with(run, parallelism, others);
    }

    private JobSpec with(String newRun, int newParallelism, Map<String, Long> newContinues) {
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
                alignedTimeoutMillis,
                stateBackend,
                newContinues);
    }

    /** @return what is done after a failure */
    public RestartPolicy restartPolicy() {
        return new RestartPolicy(maxRestarts, Duration.ofMillis(firstDelayMillis), Duration.ofMillis(maxDelayMillis));
    }
}
