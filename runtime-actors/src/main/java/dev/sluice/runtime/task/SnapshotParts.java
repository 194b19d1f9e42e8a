package dev.sluice.runtime.task;

import dev.sluice.runtime.data.Control;
import dev.sluice.runtime.operator.OperatorSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What the operators of a chain hold at the barrier that is on its way through it, as far as it has come. */
final class SnapshotParts {
    private final TaskMetrics metrics;
    private final LongSupplier nanos;
    private final List<TaskSnapshot.Part> parts = new ArrayList<>();
    private long spent;
    private long checkpoint;
    private int reached;

    /** @param nanos as {@link System#nanoTime} */
    SnapshotParts(TaskMetrics metrics, LongSupplier nanos) {
        this.metrics = metrics;
        this.nanos = nanos;
    }

    /** The barrier has come through all operators before this one. */
    void take(int place, Link link, Control.Barrier barrier) throws OperatorException {
        long begin = nanos.getAsLong();
        try {
            OperatorSnapshot snapshot = link.types.before(link.operator.snapshot(barrier.request()));
            if (snapshot != OperatorSnapshot.NONE) {
                parts.add(new TaskSnapshot.Part(link.uid == null ? link.name : link.uid, link.name, snapshot));
            }
        } catch (Exception e) {
            throw new OperatorException(link.name, "checkpoint " + barrier.checkpoint(), e);
        }
        checkpoint = barrier.checkpoint();
        reached = place + 1;
        spent += nanos.getAsLong() - begin;
    }

    /** The place of the first operator that the barrier has not come through; 0 if there is none under way. */
    int reached() {
        return reached;
    }

    /** Forgets what was taken for another checkpoint than this one, which was given up. */
    void giveUpAllBut(long wanted) {
        if (reached > 0 && checkpoint != wanted) {
            new TaskSnapshot(checkpoint, List.copyOf(parts), true).release();
            clear();
        }
    }

    /** The barrier has come through all. */
    TaskSnapshot finish(boolean changed) {
        metrics.snapshot(checkpoint, spent);
        TaskSnapshot taken = new TaskSnapshot(checkpoint, List.copyOf(parts), changed);
        clear();
        return taken;
    }

    private void clear() {
        parts.clear();
        reached = 0;
        spent = 0;
    }
}
