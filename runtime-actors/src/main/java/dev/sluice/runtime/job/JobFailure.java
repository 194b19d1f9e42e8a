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
 */
public record JobFailure(
        String operator,
        int subtask,
        @Nullable String record,
        String error,
        String message,
        String stackTrace,
        boolean restartable) {

    /** @return one line for people */
    public String summary() {
        return "operator \"" + operator + "\" (subtask " + subtask + ") failed"
                + (record == null ? "" : " at " + record) + ": " + message;
    }
}
