package dev.sluice.benchmarks.probe;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.window.Aggregates;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.runtime.JobProgress;
import java.util.List;
import java.util.Map;

/** One run of the running sum per key, and for how long checkpoints held it up once all keys were present. */
public final class SnapshotPause {
    private final Events events;
    private final GapSink sink;

    /** @param events what goes in after an event for each key */
    public SnapshotPause(Events events) {
        this.events = events;
        sink = new GapSink(events.keys(), System::nanoTime);
    }

    /** @return the job, to be run once */
    public JobDefinition job() {
        return JobDefinition.named(
                "snapshot-pause",
                (flow, params) -> flow.source("events", new KeysFirst(events))
                        .keyBy(KV::key)
                        .aggregate(Aggregates.sum(KV::value), KV::new)
                        .name("sum")
                        .sink("gaps", sink));
    }

    /**
     * @return the longest time between two outputs of a sink subtask, nanoseconds
     * @throws IllegalStateException if there were no two outputs after all keys were present
     */
    public long longestGapNanos() {
        long gap = sink.longestGap();
        if (gap == 0) {
            throw new IllegalStateException("nothing came out after all keys were present: give more --events");
        }
        return gap;
    }

    /**
     * @param end how the run ended
     * @return for each checkpoint with all keys, how long it held up the subtask that it held up longest, nanoseconds,
     *     in ascending order; of many checkpoints the latest
     */
    public List<Long> syncNanos(JobProgress end) {
        return end.snapshotNanos().entrySet().stream()
                .filter(snapshot -> snapshot.getKey() > sink.lastPartialCheckpoint())
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }
}
