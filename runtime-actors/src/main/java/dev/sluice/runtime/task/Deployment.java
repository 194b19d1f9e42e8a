package dev.sluice.runtime.task;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.SubtaskId;
import java.util.List;

/**
 * What a subtask is to run.
 *
 * @param job the job
 * @param subtask which subtask
 * @param epoch the attempt
 * @param restoredCheckpoint the checkpoint it begins from, 0 for none
 * @param snapshots all snapshots of that checkpoint; each operator finds its own by uid
 */
public record Deployment(
        JobSpec job, SubtaskId subtask, long epoch, long restoredCheckpoint, List<SnapshotHandle> snapshots) {}
