package dev.sluice.cluster.client;

import dev.sluice.cluster.http.message.JobDocument;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Jobs as people read them. */
final class JobReport {
    private JobReport() {}

    static String of(List<JobDocument> jobs) {
        if (jobs.isEmpty()) {
            return "no job was submitted yet" + System.lineSeparator();
        }
        Table table = new Table("JOB", "STATE", "PARALLELISM", "ATTEMPT", "CHECKPOINTS", "FAILED", "RUN");
        for (JobDocument job : jobs) {
            table.add(
                    job.job(),
                    job.state(),
                    job.parallelism(),
                    job.attempt(),
                    job.completedCheckpoints(),
                    job.failedCheckpoints(),
                    job.run());
        }
        return table.toString();
    }

    static String of(JobDocument job) {
        StringBuilder text = new StringBuilder();
        line(text, "job", job.job() + " (run " + job.run() + ")");
        line(text, "state", job.state());
        line(text, "parameters", new TreeMap<>(job.parameters()).toString());
        line(text, "parallelism", String.valueOf(job.parallelism()));
        line(text, "attempt", String.valueOf(job.attempt()));
        line(
                text,
                "checkpoints",
                job.completedCheckpoints() + " completed, " + job.failedCheckpoints() + " failed, the last is "
                        + job.lastCheckpoint());
        if (job.lastCheckpointCost() != null) {
            line(text, "checkpoint " + job.lastCheckpointCost().checkpoint(), cost(job.lastCheckpointCost()));
        }
        if (job.savepoint() != null) {
            line(text, "last savepoint", state(job.savepoint()));
        }
        if (job.lastRecovery() != null) {
            line(text, "last recovery", recovery(job.lastRecovery()));
        }
        if (job.failure() != null) {
            line(text, "last failure", failure(job.failure()));
        }
        if (job.subtasks() != null && !job.subtasks().isEmpty()) {
            text.append(System.lineSeparator()).append(subtasks(job.subtasks()));
        }
        return text.toString();
    }

    private static String cost(JobDocument.CheckpointCost cost) {
        return Sizes.text(cost.newBytes()) + " written in " + cost.millis() + " ms, " + Sizes.text(cost.bytes())
                + " in all";
    }

    private static String state(JobDocument.Savepoint savepoint) {
        return switch (savepoint.state()) {
            case "COMPLETED" -> savepoint(savepoint);
            case "FAILED" -> savepoint.directory() + " was not taken: " + savepoint.problem();
            default -> savepoint.directory() + " is being taken";
        };
    }

    /** One that is there. */
    static String savepoint(JobDocument.Savepoint savepoint) {
        return savepoint.directory() + " (checkpoint " + savepoint.checkpoint() + ", " + Sizes.text(savepoint.bytes())
                + ")";
    }

    /** For how long records stood still, and on what that time went. */
    static String recovery(JobDocument.Recovery recovery) {
        return String.format(
                Locale.ROOT,
                "%s: records stood still for %.2f s (%.2f s to stop, %.2f s to restore)",
                recovery.cause(),
                (recovery.stopMillis() + recovery.restoreMillis()) / 1000.0,
                recovery.stopMillis() / 1000.0,
                recovery.restoreMillis() / 1000.0);
    }

    static String failure(JobDocument.Failure failure) {
        String text = "operator \"" + failure.operator() + "\" (subtask " + failure.subtask() + ") failed"
                + (failure.record() == null ? "" : " at " + failure.record()) + ": " + failure.message();
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    private static Table subtasks(List<JobDocument.Subtask> subtasks) {
        Table table = new Table("VERTEX", "SUBTASK", "NODE", "ATTEMPT", "SINCE", "READ", "WRITTEN", "WATERMARK");
        for (JobDocument.Subtask subtask : subtasks) {
            table.add(
                    subtask.vertex(),
                    subtask.index(),
                    subtask.node() == null ? "-" : subtask.node(),
                    subtask.attempt(),
                    subtask.startedAt() == null ? "-" : subtask.startedAt(),
                    subtask.recordsRead(),
                    subtask.recordsWritten(),
                    subtask.watermark() == null ? "-" : subtask.watermark());
        }
        return table;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-14s %s%n", name, value));
    }
}
