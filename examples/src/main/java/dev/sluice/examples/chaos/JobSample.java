package dev.sluice.examples.chaos;

/**
 * How a job was at a moment.
 *
 * @param state as in {@code RUNNING}
 * @param attempt the attempt, from 1
 * @param read records read by its sources in this attempt
 */
record JobSample(String state, long attempt, long read) {
    boolean finished() {
        return state.equals("FINISHED");
    }

    boolean running() {
        return state.equals("RUNNING");
    }

    /** It ended, but not as it should. */
    boolean lost() {
        return state.equals("FAILED") || state.equals("CANCELLED") || state.equals("STOPPED");
    }

    /** Whether records have flowed since an earlier sample. */
    boolean wentOnSince(JobSample before) {
        return attempt == before.attempt ? read > before.read : read > 0;
    }
}
