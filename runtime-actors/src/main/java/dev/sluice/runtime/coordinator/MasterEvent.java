package dev.sluice.runtime.coordinator;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.protocol.CborSerializable;
import dev.sluice.runtime.protocol.JobSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a job's master journals. */
public sealed interface MasterEvent extends CborSerializable {

    /**
     * The run began, or was taken up again after it had ended without success.
     *
     * @param spec how it is to be run
     */
    record Begun(JobSpec spec) implements MasterEvent {}

    /**
     * The run, which is new, begins with the state of another; as checkpoint 1, so that it is retained like its own.
     *
     * @param snapshots where it is
     */
    record Imported(List<SnapshotHandle> snapshots) implements MasterEvent {}

    /**
     * The sources of the attempt were told to read no more. Unless a checkpoint completes behind that, the next attempt
     * goes on as if nothing had been.
     *
     * @param epoch the attempt's number
     */
    record Draining(long epoch) implements MasterEvent {}

    /**
     * An attempt began.
     *
     * @param epoch its number
     * @param restoredCheckpoint from which checkpoint, 0 for none
     * @param shards by slot, where its subtasks are
     */
    record AttemptStarted(long epoch, long restoredCheckpoint, List<Integer> shards) implements MasterEvent {}

    /**
     * An attempt failed.
     *
     * @param epoch its number
     * @param failure why
     */
    record AttemptFailed(long epoch, JobFailure failure) implements MasterEvent {}

    /**
     * The next attempt has another parallelism.
     *
     * @param parallelism how many subtasks an operator has by default
     */
    record Rescaled(int parallelism) implements MasterEvent {}

    /**
     * A checkpoint began.
     *
     * @param checkpoint its number
     */
    record CheckpointStarted(long checkpoint) implements MasterEvent {}

    /**
     * All subtasks have acknowledged a checkpoint, and its manifest is written.
     *
     * @param checkpoint its number
     * @param snapshots where the subtasks' snapshots are
     * @param drained whether it was made at the end of a job that was drained: the run has nothing left to do but end
     */
    record CheckpointCompleted(long checkpoint, List<SnapshotHandle> snapshots, boolean drained)
            implements MasterEvent {}

    /**
     * A checkpoint was given up.
     *
     * @param checkpoint its number
     * @param reason why
     */
    record CheckpointAborted(long checkpoint, String reason) implements MasterEvent {}

    /**
     * A completed checkpoint turned out to be unusable.
     *
     * @param checkpoint its number
     * @param reason why
     */
    record CheckpointRejected(long checkpoint, String reason) implements MasterEvent {}

    /**
     * The run ended.
     *
     * @param state how
     * @param failure why, if it failed
     */
    record Ended(JobState state, @Nullable JobFailure failure) implements MasterEvent {}
}
