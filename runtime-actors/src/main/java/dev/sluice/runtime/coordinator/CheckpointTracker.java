package dev.sluice.runtime.coordinator;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.job.CheckpointCost;
import dev.sluice.runtime.protocol.SubtaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One checkpoint under way: who has acknowledged it. */
final class CheckpointTracker {
    private final long checkpoint;
    private final long begunAt;
    private final boolean last;
    private final Set<SubtaskId> expected;
    private final @Nullable SavepointOrder order;
    private final Map<SubtaskId, SnapshotHandle> acknowledged = new HashMap<>();
    private boolean changed;

    /**
     * @param checkpoint its number
     * @param begunAt when it was triggered, epoch milliseconds
     * @param last whether all input was read before it began
     * @param expected who has to acknowledge it
     * @param order the savepoint it is taken for, null for none
     */
    CheckpointTracker(
            long checkpoint, long begunAt, boolean last, Set<SubtaskId> expected, @Nullable SavepointOrder order) {
        this.checkpoint = checkpoint;
        this.begunAt = begunAt;
        this.last = last;
        this.expected = Set.copyOf(expected);
        this.order = order;
    }

    long checkpoint() {
        return checkpoint;
    }

    boolean isLast() {
        return last;
    }

    @Nullable
    SavepointOrder order() {
        return order;
    }

    /** Whether anybody has done anything since the checkpoint before. */
    boolean isChanged() {
        return changed;
    }

    /** Notes an acknowledgement; true if it is the one that completes the checkpoint. */
    boolean acknowledge(SubtaskId subtask, SnapshotHandle snapshot, boolean hasChanged) {
        changed |= hasChanged;
        return expected.contains(subtask)
                && acknowledged.putIfAbsent(subtask, snapshot) == null
                && acknowledged.size() == expected.size();
    }

    List<SnapshotHandle> snapshots() {
        return new ArrayList<>(acknowledged.values());
    }

    /** What it has cost if it is completed now. */
    CheckpointCost cost(long now) {
        long newBytes = 0;
        long bytes = 0;
        for (SnapshotHandle snapshot : acknowledged.values()) {
            newBytes += snapshot.newBytes();
            bytes += snapshot.fullBytes();
        }
        return new CheckpointCost(checkpoint, now - begunAt, newBytes, bytes);
    }
}
