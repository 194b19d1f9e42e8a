package dev.sluice.runtime.task;

import java.util.Map;
import java.util.TreeMap;

/**
 * For how long checkpoints held up the thread of one subtask: from taking an operator's snapshot to going on, summed up
 * over the operators of its chain. Writing the snapshot is not in it, nor is the wait for other barriers. Thread-safe.
 */
final class SnapshotTimes {
    /** A job may run for months. */
    static final int KEPT = 100;

    private final TreeMap<Long, Long> latest = new TreeMap<>();
    private long longest;

    synchronized void add(long checkpoint, long nanos) {
        longest = Math.max(longest, nanos);
        latest.put(checkpoint, nanos);
        if (latest.size() > KEPT) {
            latest.pollFirstEntry();
        }
    }

    /** Nanoseconds, 0 if there was none. */
    synchronized long longest() {
        return longest;
    }

    /** Nanoseconds by checkpoint, of the {@value #KEPT} latest. */
    synchronized Map<Long, Long> latest() {
        return Map.copyOf(latest);
    }
}
