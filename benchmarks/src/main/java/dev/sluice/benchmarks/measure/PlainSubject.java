package dev.sluice.benchmarks.measure;

import dev.sluice.benchmarks.plain.PlainLoop;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Workload;
import java.util.concurrent.ExecutionException;

/** The plain loop: as fast as this machine can do it in Java without fault tolerance. */
public final class PlainSubject implements Subject {
    private final int threads;

    /** @param threads how many generate and fold */
    public PlainSubject(int threads) {
        this.threads = threads;
    }

    @Override
    public Result run(Workload workload, Events events) throws InterruptedException, ExecutionException {
        Measurement measurement = new Measurement();
        PlainLoop.run(workload, events, threads, measurement);
        return measurement.result(events.count());
    }

    @Override
    public void close() {}
}
