package dev.sluice.runtime.coordinator;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.Recovery;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.protocol.CborSerializable;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.JobUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a master knows for good.
 *
 * @param spec how the run is to be run; null before it began
 * @param epoch the newest attempt, 0 before the first
 * @param restoredCheckpoint the checkpoint it began from, 0 for none
 * @param shards by slot, where the subtasks of the newest attempt are
 * @param lastCheckpoint the newest checkpoint that was begun
 * @param completedCount how many were completed since the run began
 * @param completed the completed ones that are retained, oldest first
 * @param failuresInRow how many attempts have failed without a completed checkpoint since
 * @param failedEpoch the newest attempt that failed since the run began or was taken up again, 0 for none
 * @param failure the newest failure
 * @param ended how the run ended, null while it goes on
 * @param drainingEpoch the newest attempt whose sources were told to read no more, 0 for none
 * @param drained the checkpoint that was completed behind that, after which nothing is left to do but end; 0 for none
 */
public record MasterState(
        @Nullable JobSpec spec,
        long epoch,
        long restoredCheckpoint,
        List<Integer> shards,
        long lastCheckpoint,
        long completedCount,
        List<Completed> completed,
        int failuresInRow,
        long failedEpoch,
        @Nullable JobFailure failure,
        @Nullable JobState ended,
        long drainingEpoch,
        long drained)
        implements CborSerializable {
    static final MasterState EMPTY = new MasterState(null, 0, 0, List.of(), 0, 0, List.of(), 0, 0, null, null, 0, 0);

    /** The number that the state has which a new run begins with. */
    static final long IMPORTED = 1;

    /**
     * A completed checkpoint.
     *
     * @param checkpoint its number
     * @param snapshots where the subtasks' snapshots are
     */
    public record Completed(long checkpoint, List<SnapshotHandle> snapshots) {}

    /** Which checkpoint an attempt begins from, and which newer ones turned out to be unusable. */
    record Choice(
            List<MasterEvent.CheckpointRejected> rejected,
            @Nullable Completed chosen) {
        long checkpoint() {
            return chosen == null ? 0 : chosen.checkpoint();
        }

        List<SnapshotHandle> snapshots() {
            return chosen == null ? List.of() : chosen.snapshots();
        }
    }

    /** Whether the newest attempt is in the middle of being drained: there is no way back but another attempt. */
    boolean isDraining() {
        return epoch > 0 && epoch == drainingEpoch && drained == 0;
    }

    /** Whether the newest attempt began from where the job was drained: it has nothing left to read. */
    boolean isAfterDrain() {
        return drained > 0 && restoredCheckpoint >= drained;
    }

    /** Makes the lists unmodifiable. */
    public MasterState {
        shards = List.copyOf(shards);
        completed = List.copyOf(completed);
    }

    JobSpec job() {
        if (spec == null) {
            throw new IllegalStateException("the run has not begun");
        }
        return spec;
    }

    Optional<Completed> newest() {
        return completed.isEmpty() ? Optional.empty() : Optional.of(completed.get(completed.size() - 1));
    }

    /** The newest of the retained checkpoints that the store has whole. */
    Choice choose(Set<Long> whole) {
        List<MasterEvent.CheckpointRejected> rejected = new ArrayList<>();
        Completed chosen = null;
        for (Completed candidate : completed) {
            if (whole.contains(candidate.checkpoint())) {
                chosen = candidate;
            } else {
                rejected.add(new MasterEvent.CheckpointRejected(
                        candidate.checkpoint(), "its manifest is missing or damaged"));
            }
        }
        return new Choice(rejected, chosen);
    }

    /** What the run's watchers are told. */
    JobUpdate toUpdate(
            String run,
            MasterPhase phase,
            long failedCheckpoints,
            @Nullable Recovery recovery,
            @Nullable SavepointStatus savepoint) {
        return new JobUpdate(
                run,
                ended == null ? phase.shown() : ended,
                epoch,
                completedCount,
                failedCheckpoints,
                newest().map(Completed::checkpoint).orElse(0L),
                failedEpoch,
                spec == null ? 0 : spec.parallelism(),
                recovery,
                savepoint,
                failure);
    }

    MasterState apply(MasterEvent event) {
        if (event instanceof MasterEvent.Begun begun) {
            return new MasterState(
                    begun.spec(),
                    epoch,
                    restoredCheckpoint,
                    List.of(), // the tasks of the run's last attempt have ended
                    lastCheckpoint,
                    completedCount,
                    completed,
                    0,
                    0,
                    null,
                    null,
                    drainingEpoch,
                    drained);
        }
        if (event instanceof MasterEvent.AttemptStarted started) {
            return new MasterState(
                    spec,
                    started.epoch(),
                    started.restoredCheckpoint(),
                    started.shards(),
                    lastCheckpoint,
                    completedCount,
                    completed,
                    failuresInRow,
                    failedEpoch,
                    failure,
                    ended,
                    drainingEpoch,
                    drained);
        }
        if (event instanceof MasterEvent.AttemptFailed failed) {
            return new MasterState(
                    spec,
                    epoch,
                    restoredCheckpoint,
                    shards,
                    lastCheckpoint,
                    completedCount,
                    completed,
                    failed.failure().environmental() ? failuresInRow : failuresInRow + 1,
                    failed.epoch(),
                    failed.failure(),
                    ended,
                    drainingEpoch,
                    drained);
        }
        if (event instanceof MasterEvent.Rescaled rescaled) {
            return new MasterState(
                    job().withParallelism(rescaled.parallelism()),
                    epoch,
                    restoredCheckpoint,
                    List.of(),
                    lastCheckpoint,
                    completedCount,
                    completed,
                    failuresInRow,
                    failedEpoch,
                    failure,
                    ended,
                    drainingEpoch,
                    drained);
        }
        if (event instanceof MasterEvent.CheckpointStarted started) {
            return with(started.checkpoint(), completedCount, completed, failuresInRow, failure, ended);
        }
        if (event instanceof MasterEvent.CheckpointCompleted done) {
            return with(lastCheckpoint, completedCount + 1, retain(done), 0, failure, ended)
                    .draining(drainingEpoch, done.drained() ? done.checkpoint() : drained);
        }
        if (event instanceof MasterEvent.Imported imported) {
            List<Completed> from = List.of(new Completed(IMPORTED, imported.snapshots()));
            return with(IMPORTED, completedCount + 1, from, failuresInRow, failure, ended);
        }
        if (event instanceof MasterEvent.Draining draining) {
            return draining(draining.epoch(), drained);
        }
        if (event instanceof MasterEvent.CheckpointRejected rejected) {
            List<Completed> usable = completed.stream()
                    .filter(c -> c.checkpoint() != rejected.checkpoint())
                    .toList();
            return with(lastCheckpoint, completedCount, usable, failuresInRow, failure, ended);
        }
        if (event instanceof MasterEvent.Ended end) {
            return with(lastCheckpoint, completedCount, completed, failuresInRow, end.failure(), end.state());
        }
        return this;
    }

    private List<Completed> retain(MasterEvent.CheckpointCompleted done) {
        List<Completed> all = new ArrayList<>(completed);
        all.add(new Completed(done.checkpoint(), done.snapshots()));
        return all.subList(Math.max(0, all.size() - job().retainedCheckpoints()), all.size());
    }

    private MasterState draining(long newDrainingEpoch, long newDrained) {
        return new MasterState(
                spec,
                epoch,
                restoredCheckpoint,
                shards,
                lastCheckpoint,
                completedCount,
                completed,
                failuresInRow,
                failedEpoch,
                failure,
                ended,
                newDrainingEpoch,
                newDrained);
    }

    private MasterState with(
            long newLast,
            long newCount,
            List<Completed> newCompleted,
            int newFailures,
            @Nullable JobFailure newFailure,
            @Nullable JobState newEnded) {
        return new MasterState(
                spec,
                epoch,
                restoredCheckpoint,
                shards,
                newLast,
                newCount,
                newCompleted,
                newFailures,
                failedEpoch,
                newFailure,
                newEnded,
                drainingEpoch,
                drained);
    }
}
