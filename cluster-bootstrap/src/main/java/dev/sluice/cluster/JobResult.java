package dev.sluice.cluster;

import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.job.JobState;
import java.time.Duration;

/**
 * How a job that did not fail ended.
 *
 * @param run the run's id
 * @param resumed whether it went on where an earlier process had stopped
 * @param progress its last figures
 * @param elapsed from its submission to its end, in this process
 */
public record JobResult(String run, boolean resumed, JobProgress progress, Duration elapsed) {

    /** @return records read per second over the whole time */
    public double rate() {
        return progress.recordsRead() * 1e9 / Math.max(1, elapsed.toNanos());
    }

    /** @return whether it read its input to the end; otherwise it was stopped */
    public boolean finished() {
        return progress.state() == JobState.FINISHED;
    }

    /** @return what the shell is told */
    public int exitCode() {
        return finished() ? ExitCodes.OK : ExitCodes.STOPPED;
    }
}
