package dev.sluice.runtime.job;

/**
 * How an attempt took over from the one before.
 *
 * @param cause why there is another attempt
 * @param stopMillis from the decision until the tasks of the attempt before had stopped
 * @param restoreMillis from there until records flowed again
 */
public record Recovery(Cause cause, long stopMillis, long restoreMillis) {
    /** Why there is another attempt. */
    public enum Cause {
        /** One of the job's operators failed. */
        FAILURE,
        /** A node or a connection was lost. */
        NODE_LOST,
        /** Another parallelism was asked for. */
        RESCALE,
        /** A node is about to leave. */
        DRAIN,
        /** The coordinator did not find all tasks running when it took over. */
        TAKE_OVER
    }

    /** @return for how long no records flowed */
    public long pauseMillis() {
        return stopMillis + restoreMillis;
    }
}
