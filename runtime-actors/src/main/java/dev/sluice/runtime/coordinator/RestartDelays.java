package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.RestartPolicy;
import java.time.Duration;

/**
 * How long to wait before another attempt. What the job cannot help is not counted against it, so its delays are
 * counted apart, and do not grow far.
 */
final class RestartDelays {
    private static final Duration LONGEST_ENVIRONMENTAL = Duration.ofSeconds(2);

    private int environmentalInRow;

    /** @param failuresInRow of the job itself, without a completed checkpoint in between */
    Duration after(JobFailure failure, RestartPolicy policy, int failuresInRow) {
        if (!failure.environmental()) {
            return policy.delay(failuresInRow);
        }
        Duration next = policy.delay(environmentalInRow++);
        return next.compareTo(LONGEST_ENVIRONMENTAL) < 0 ? next : LONGEST_ENVIRONMENTAL;
    }

    void checkpointCompleted() {
        environmentalInRow = 0;
    }
}
