package dev.sluice.runtime.coordinator;

import dev.sluice.runtime.job.JobState;

/**
 * What a master is doing.
 *
 * <pre>
 * IDLE -> CHOOSING -> DEPLOYING -> RUNNING -> ENDED
 *  |         ^  |         |          |  |       ^
 *  |         |  |         v          v  |       |
 *  |         |  |      STOPPING <-------+       |
 *  |         |  |       |    |                  |
 *  |         |  |       v    +------------------+
 *  |         +-------BACKOFF                    |
 *  |            +-------------------------------+
 *  +-> ATTACHING -> RUNNING or CHOOSING
 * </pre>
 */
enum MasterPhase {
    /** Waits to be told to begin or resume. */
    IDLE(JobState.STARTING),
    /** Asks the keepers whether the attempt of the journal is still running. */
    ATTACHING(JobState.STARTING),
    /** Looks for the checkpoint to begin from. */
    CHOOSING(JobState.STARTING),
    /** The keepers build and restore their tasks. */
    DEPLOYING(JobState.STARTING),
    /** Records flow; at the end of all input, the last checkpoint is made and committed. */
    RUNNING(JobState.RUNNING),
    /** The tasks are ending, because of a failure or a cancellation. */
    STOPPING(JobState.RESTARTING),
    /** Waits before the next attempt. */
    BACKOFF(JobState.RESTARTING),
    /** Nothing follows, unless the run is begun again. */
    ENDED(JobState.FINISHED);

    private final JobState shown;

    MasterPhase(JobState shown) {
        this.shown = shown;
    }

    /** What people are told; an ended run has its own. */
    JobState shown() {
        return shown;
    }
}
