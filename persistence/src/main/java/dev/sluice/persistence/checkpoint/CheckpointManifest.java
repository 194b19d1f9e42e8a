package dev.sluice.persistence.checkpoint;

import java.util.List;

/**
 * Declares a checkpoint complete: these snapshots together are a consistent state of the job.
 *
 * @param run the run it belongs to
 * @param checkpoint its number within the run
 * @param epoch the attempt that completed it
 * @param savepoint whether a user asked for it; such are not deleted by retention
 * @param completedAt ms since 1970
 * @param snapshots one for each subtask that has state. They may be of earlier checkpoints, for subtasks that have
 *     ended since
 */
public record CheckpointManifest(
        String run, long checkpoint, long epoch, boolean savepoint, long completedAt, List<SnapshotHandle> snapshots) {
    public CheckpointManifest {
        snapshots = List.copyOf(snapshots);
    }
}
