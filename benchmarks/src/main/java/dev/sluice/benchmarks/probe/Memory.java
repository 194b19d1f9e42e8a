package dev.sluice.benchmarks.probe;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.window.Aggregates;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How much heap the state of a running sum needs. */
public final class Memory {
    private static final long MOST_MINUTES = 10;

    private Memory() {}

    /**
     * Fills the state of a job with a sum for each key, and measures the heap while the job lives.
     *
     * @param keys how many
     * @param options how the job runs
     * @return bytes for each key, after a full collection, less what was used before the job
     * @throws InterruptedException if the caller is interrupted
     * @throws IllegalStateException if the job is not through with the keys after ten minutes
     */
    public static double bytesPerKey(long keys, JobOptions options) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicLong outputs = new AtomicLong();
        Sink<KV> counter = context -> (output, timestamp) -> {
            if (outputs.incrementAndGet() == keys) {
                done.countDown();
            }
        };
        JobDefinition definition = JobDefinition.named(
                "memory",
                (flow, params) -> flow.source("keys", new EachKeyOnce(keys))
                        .keyBy(KV::key)
                        .aggregate(Aggregates.sum(KV::value), KV::new)
                        .name("sum")
                        .sink("count", counter));
        try (Runtime runtime = Runtime.local()) {
            long before = used();
            JobHandle job = runtime.submit(definition, Parameters.none(), options);
            if (!done.await(MOST_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("only " + outputs + " of " + keys + " keys after ten minutes");
            }
            long after = used();
            job.cancel();
            job.join();
            return (double) (after - before) / keys;
        }
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
