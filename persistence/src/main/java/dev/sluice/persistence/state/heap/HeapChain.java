package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a snapshot builds on the one of the newest completed checkpoint, and remembers where that is. A chain
 * of changes is begun anew, with all there is, when it gets long or when half of what there is has been written again:
 * so what a checkpoint writes follows what changes, and a restore reads at most about one and a half times the state.
 */
final class HeapChain {
    private static final int LONGEST = 24;
    private static final int SPREAD = 16;
    private static final int IN_VAIN = 2;
    private static final int REST = 16;

    private final long least;
    private final int longest;
    private final Map<Long, Written> written = new ConcurrentHashMap<>();
    private long base;
    private long last;
    private int inVain;
    private int resting;

    /**
     * What a snapshot needs.
     *
     * @param pieces all of them, the oldest first
     * @param changes how many entries the pieces after the first have
     */
    record Written(List<SnapshotHandle> pieces, long changes) {}

    /**
     * @param least entries a store has for which it is worth it
     * @param variation any number, different for the subtasks of a job, which should not all begin anew at once
     */
    HeapChain(long least, int variation) {
        this.least = least;
        longest = LONGEST + Math.floorMod(variation, SPREAD);
    }

    /**
     * Whether changes are worth noting; what has begun goes on for a while, and where everything changes all the time
     * it is tried only now and then.
     */
    boolean isWorthIt(long entries, boolean on) {
        if (resting > 0) {
            resting--;
            return false;
        }
        return entries >= (on ? least / 2 : least);
    }

    /** Whether what has changed since the last snapshot is what has changed since the completed checkpoint. */
    boolean lastIsBase(SnapshotRequest request) {
        return last != 0 && request.completed() == last;
    }

    /** A snapshot of tables that note what changes; returns what it can build on, or null if it has to be whole. */
    @Nullable
    Written begin(SnapshotRequest request, long changed, long entries) {
        if (lastIsBase(request)) {
            base = last;
        }
        last = request.checkpoint();
        written.keySet().removeIf(checkpoint -> checkpoint < base);
        Written before = base == request.completed() ? written.get(base) : null;
        boolean most = changed > entries / 2;
        inVain = before != null && most ? inVain + 1 : 0;
        if (inVain == IN_VAIN) {
            inVain = 0;
            resting = REST;
        }
        return before == null || before.pieces.size() >= longest || before.changes + changed > entries / 2
                ? null
                : before;
    }

    /** Nothing is noted any more. */
    void end() {
        base = 0;
        last = 0;
        written.clear();
    }

    /** A snapshot is written; called by the thread that wrote it. */
    void written(long checkpoint, Written what) {
        written.put(checkpoint, what);
    }
}
