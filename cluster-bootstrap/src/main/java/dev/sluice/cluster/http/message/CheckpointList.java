package dev.sluice.cluster.http.message;

import java.util.List;

/**
 * What a job has left that can be begun from.
 *
 * @param checkpoints those of the newest run, then of earlier ones; of each the newest first
 */
public record CheckpointList(List<Entry> checkpoints) {
    /**
     * A checkpoint.
     *
     * @param name what it is called where a job is submitted
     * @param run whose it is
     * @param checkpoint its number
     * @param completedAt when, ISO-8601
     * @param bytes how large it is
     */
    public record Entry(String name, String run, long checkpoint, String completedAt, long bytes) {}
}
