package dev.sluice.runtime.job;

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed.
 *
 * @param operator the operator's name
 * @param subtask its index
 * @param record the record (or key, or window) it was busy with, as text, shortened; null if there was none
 * @param error the class of the cause
 * @param message the cause's message
 * @param stackTrace the cause with its own causes
 * @param restartable whether another attempt could fare better
 * @param environmental whether the cause lies outside of the job, as a lost node or connection does; such failures are
 *     not counted against the restart policy
 */
public record JobFailure(
        String operator,
        int subtask,
        @Nullable String record,
        String error,
        String message,
        String stackTrace,
        boolean restartable,
        boolean environmental) {

    /**
     * A failure with a cause outside of the job.
     *
     * @param operator the operator's name
     * @param subtask its index
     * @param message what happened
     * @return the failure; another attempt could fare better
     */
    public static JobFailure environmental(String operator, int subtask, String message) {
        return new JobFailure(operator, subtask, null, "", message, "", true, true);
    }

    /** @return one line for people */
    public String summary() {
        return "operator \"" + operator + "\" (subtask " + subtask + ") failed"
                + (record == null ? "" : " at " + record) + ": " + message;
    }
}
