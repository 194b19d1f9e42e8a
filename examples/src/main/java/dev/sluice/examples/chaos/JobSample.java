package dev.sluice.examples.chaos;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a job was at a moment.
 *
 * @param state as in {@code RUNNING}
 * @param attempt the attempt, from 1
 * @param read records read in this attempt by each subtask whose node answered; only sources read
 */
record JobSample(String state, long attempt, Map<String, Long> read) {
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

    /** Whether any record was read in this attempt. */
    boolean flows() {
        return read.values().stream().anyMatch(records -> records > 0);
    }

    /** Whether records have flowed since an earlier sample. */
    boolean wentOnSince(JobSample before) {
        return attempt == before.attempt
                ? read.entrySet().stream()
                        .anyMatch(subtask ->
                                subtask.getValue() > before.read.getOrDefault(subtask.getKey(), Long.MAX_VALUE))
                : flows();
    }

    /** This, with subtasks of the same attempt that only the other one knows of. */
    JobSample with(JobSample other) {
        if (attempt != other.attempt) {
            return this;
        }
        Map<String, Long> all = new TreeMap<>(other.read);
        all.putAll(read);
        return new JobSample(state, attempt, all);
    }
}
