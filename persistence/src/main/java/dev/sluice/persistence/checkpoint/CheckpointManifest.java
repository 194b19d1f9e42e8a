package dev.sluice.persistence.checkpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param job whose state it is; null in manifests of format version 1
 */
public record CheckpointManifest(
        String run,
        long checkpoint,
        long epoch,
        boolean savepoint,
        long completedAt,
        List<SnapshotHandle> snapshots,
        @Nullable JobOutline job) {
    public CheckpointManifest {
        snapshots = List.copyOf(snapshots);
    }

    /** A manifest that does not say whose state it is: only the run itself can go on from it. */
    public CheckpointManifest(
            String run,
            long checkpoint,
            long epoch,
            boolean savepoint,
            long completedAt,
            List<SnapshotHandle> snapshots) {
        this(run, checkpoint, epoch, savepoint, completedAt, snapshots, null);
    }

    /** How much room the snapshots take with what they share, in bytes. */
    public long bytes() {
        return snapshots.stream().mapToLong(SnapshotHandle::fullBytes).sum();
    }
}
