package dev.sluice.benchmarks.probe;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.window.Aggregates;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.JobProgress;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.CheckpointCost;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The running sum per key in front of a sink that is far slower than the rest, so that every channel is full; and what
 * checkpoints take there.
 */
public final class SlowSink {
    private final Gate gate;
    private final Events events;
    private final long nanosPerRecord;
    private final LongSupplier nanoTime;

    /**
     * @param events what there is to read, more than can be written
     * @param nanosPerRecord what a record takes a subtask of the sink, nanoseconds, in which it does nothing else
     * @param nanoTime as {@link System#nanoTime}
     */
    public SlowSink(Events events, long nanosPerRecord, LongSupplier nanoTime) {
        this.events = events;
        this.nanosPerRecord = nanosPerRecord;
        this.nanoTime = nanoTime;
        gate = new Gate(nanoTime);
        gate.open(Gate.Phase.ALL);
    }

    /**
     * Runs the job for a while.
     *
     * @param runtime runs it
     * @param options how
     * @param nanos for how long, nanoseconds
     * @return how far it came
     */
    public JobProgress measure(Runtime runtime, JobOptions options, long nanos) {
        JobDefinition job = JobDefinition.named(
                "slow-sink",
                (flow, params) -> flow.types(KV.class) // records that are overtaken are written
                        .source("events", new GatedKeys(events, gate, 0))
                        .keyBy(KV::key)
                        .aggregate(Aggregates.sum(KV::value), KV::new)
                        .name("sum")
                        .rebalance()
                        .sink("slow", new Slow()));
        JobHandle running = runtime.submit(job, Parameters.none(), options.withFresh(true));
        Waiting.until(() -> running.progress().recordsWritten() > 0);
        long end = nanoTime.getAsLong() + nanos;
        Waiting.until(() -> nanoTime.getAsLong() >= end);
        JobProgress progress = running.progress();
        running.cancel();
        running.completion().toCompletableFuture().join();
        if (!running.failures().isEmpty()) {
            throw new IllegalStateException("the run failed, so it measures nothing: " + running.failures());
        }
        return progress;
    }

    /**
     * @param progress how far a run came
     * @return how long its checkpoints took, milliseconds, in ascending order
     */
    public static List<Long> millis(JobProgress progress) {
        return progress.checkpointCosts().stream()
                .map(CheckpointCost::millis)
                .sorted()
                .toList();
    }

    private final class Slow implements Sink<KV> {
        @Override
        public SinkWriter<KV> open(SinkContext context) {
            return (output, timestamp) -> {
                long until = nanoTime.getAsLong() + nanosPerRecord;
                while (nanoTime.getAsLong() < until) {
                    Thread.onSpinWait();
                }
            };
        }
    }

    /**
     * @param perSecond how many records all subtasks of the sink are to write per second
     * @param parallelism how many there are
     * @return nanoseconds for each record
     */
    public static long nanosPerRecord(long perSecond, int parallelism) {
        return TimeUnit.SECONDS.toNanos(1) * parallelism / perSecond;
    }
}
