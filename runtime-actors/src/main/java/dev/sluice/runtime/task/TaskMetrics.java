package dev.sluice.runtime.task;

import dev.sluice.api.function.Counter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The figures of one operator chain on one subtask. Written by the subtask's thread once a batch, read by any. */
public final class TaskMetrics {
    private volatile long recordsRead;
    private volatile long recordsWritten;
    private volatile long watermark = Long.MIN_VALUE;
    private final boolean sink;
    private final long epoch;
    private final long startedAt;
    private final SnapshotTimes snapshots = new SnapshotTimes();
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    /**
     * @param sink whether the chain ends in a sink
     * @param epoch the attempt
     * @param startedAt when it was built, epoch milliseconds
     */
    public TaskMetrics(boolean sink, long epoch, long startedAt) {
        this.sink = sink;
        this.epoch = epoch;
        this.startedAt = startedAt;
    }

    /** @return the attempt */
    public long epoch() {
        return epoch;
    }

    /** @return when the task was built, epoch milliseconds */
    public long startedAt() {
        return startedAt;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void read(long records) {
        recordsRead += records;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void written(long records) {
        recordsWritten += records;
    }

    void watermark(long time) {
        watermark = time;
    }

    /** The chain's operators have taken their snapshots for a checkpoint, which took nanoseconds of its thread. */
    void snapshot(long checkpoint, long nanos) {
        snapshots.add(checkpoint, nanos);
    }

    /**
     * @param name the operator's name, a dot, and what is counted
     * @return the counter
     */
    public Counter counter(String name) {
        LongAdder adder = counters.computeIfAbsent(name, n -> new LongAdder());
        return adder::add;
    }

    /** @return how many records the chain's source has read */
    public long recordsRead() {
        return recordsRead;
    }

    /** @return how many records the chain's sink has written */
    public long recordsWritten() {
        return recordsWritten;
    }

    /** @return the event time at the end of the chain; of several the least */
    public long watermark() {
        return watermark;
    }

    /** @return the longest time for which a checkpoint held up the chain, nanoseconds; 0 if there was none */
    public long longestSnapshotNanos() {
        return snapshots.longest();
    }

    /** @return how long each of the latest checkpoints held up the chain, nanoseconds by checkpoint */
    public Map<Long, Long> snapshotNanos() {
        return snapshots.latest();
    }

    /** @return whether the chain ends in a sink */
    public boolean isSink() {
        return sink;
    }

    /** @return what was counted, by name */
    public Map<String, Long> counters() {
        Map<String, Long> sums = new TreeMap<>();
        counters.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }
}
