package dev.sluice.runtime.job;

/**
 * The life of a job.
 *
 * <pre>
 * STARTING -> RUNNING -> FINISHED
 *    ^  |        |  \--> CANCELLED, STOPPED
 *    |  v        v
 *    +-RESTARTING --> FAILED
 * </pre>
 */
public enum JobState {
    /** Subtasks are being deployed and restored. */
    STARTING,
    /** Records flow. */
    RUNNING,
    /** An attempt has failed, the next one waits for its delay. */
    RESTARTING,
    /** All input was read, the last checkpoint completed, the sinks committed. */
    FINISHED,
    /** It failed more often than its restart policy allows, or with an error no restart can mend. */
    FAILED,
    /** It was stopped by its user; it can be resumed. */
    CANCELLED,
    /** It was stopped by its user behind a last checkpoint; it can be resumed from there. */
    STOPPED;

    /** @return whether nothing follows */
    public boolean isFinal() {
        return this == FINISHED || this == FAILED || this == CANCELLED || this == STOPPED;
    }
}
