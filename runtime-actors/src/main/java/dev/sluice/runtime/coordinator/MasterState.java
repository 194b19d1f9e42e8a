package dev.sluice.runtime.coordinator;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.job.CheckpointCost;
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
            @Nullable CheckpointCost lastCost,
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
                lastCost,
                recovery,
                savepoint,
                failure);
    }

    MasterState apply(MasterEvent event) {
        Draft next = new Draft(this);
        if (event instanceof MasterEvent.Begun begun) {
            next.spec = begun.spec();
            next.shards = List.of(); // the tasks of the run's last attempt have ended
            next.failuresInRow = 0;
            next.failedEpoch = 0;
            next.failure = null;
            next.ended = null;
        } else if (event instanceof MasterEvent.AttemptStarted started) {
            next.epoch = started.epoch();
            next.restoredCheckpoint = started.restoredCheckpoint();
            next.shards = started.shards();
        } else if (event instanceof MasterEvent.AttemptFailed failed) {
            next.failuresInRow += failed.failure().environmental() ? 0 : 1;
            next.failedEpoch = failed.epoch();
            next.failure = failed.failure();
        } else if (event instanceof MasterEvent.Rescaled rescaled) {
            next.spec = job().withParallelism(rescaled.parallelism());
            next.shards = List.of();
        } else if (event instanceof MasterEvent.CheckpointStarted started) {
            next.lastCheckpoint = started.checkpoint();
        } else if (event instanceof MasterEvent.CheckpointCompleted done) {
            next.completedCount++;
            next.completed = retain(done);
            next.failuresInRow = 0;
            next.drained = done.drained() ? done.checkpoint() : drained;
        } else if (event instanceof MasterEvent.Imported imported) {
            next.lastCheckpoint = IMPORTED;
            next.completedCount++;
            next.completed = List.of(new Completed(IMPORTED, imported.snapshots()));
        } else if (event instanceof MasterEvent.Draining draining) {
            next.drainingEpoch = draining.epoch();
        } else if (event instanceof MasterEvent.CheckpointRejected rejected) {
            next.completed = completed.stream()
                    .filter(c -> c.checkpoint() != rejected.checkpoint())
                    .toList();
        } else if (event instanceof MasterEvent.Ended end) {
            next.failure = end.failure();
            next.ended = end.state();
        }
        return next.state();
    }

    private List<Completed> retain(MasterEvent.CheckpointCompleted done) {
        List<Completed> all = new ArrayList<>(completed);
        all.add(new Completed(done.checkpoint(), done.snapshots()));
        return all.subList(Math.max(0, all.size() - job().retainedCheckpoints()), all.size());
    }

    /** A state that an event is changing. */
    private static final class Draft {
        private @Nullable JobSpec spec;
        private long epoch;
        private long restoredCheckpoint;
        private List<Integer> shards;
        private long lastCheckpoint;
        private long completedCount;
        private List<Completed> completed;
        private int failuresInRow;
        private long failedEpoch;
        private @Nullable JobFailure failure;
        private @Nullable JobState ended;
        private long drainingEpoch;
        private long drained;

        Draft(MasterState state) {
            spec = state.spec;
            epoch = state.epoch;
            restoredCheckpoint = state.restoredCheckpoint;
            shards = state.shards;
            lastCheckpoint = state.lastCheckpoint;
            completedCount = state.completedCount;
            completed = state.completed;
            failuresInRow = state.failuresInRow;
            failedEpoch = state.failedEpoch;
            failure = state.failure;
            ended = state.ended;
            drainingEpoch = state.drainingEpoch;
            drained = state.drained;
        }

        MasterState state() {
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
                    drainingEpoch,
                    drained);
        }
    }
}
