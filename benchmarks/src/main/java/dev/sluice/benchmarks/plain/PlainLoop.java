package dev.sluice.benchmarks.plain;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Observer;
import dev.sluice.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs a workload in plain Java: threads that own the keys between them and exchange events in blocks. */
public final class PlainLoop {
    private PlainLoop() {}

    /**
     * @param workload what
     * @return whether there is a plain loop of it
     */
    public static boolean runs(Workload workload) {
        return workload instanceof KeyedWorkload;
    }

    /**
     * @param workload what; see {@link #runs}
     * @param events what goes in
     * @param threads how many
     * @param observer sees the run
     * @throws ExecutionException if a thread failed; the others are stopped
     * @throws InterruptedException if the caller is interrupted; the threads are stopped
     */
    public static void run(Workload workload, Events events, int threads, Observer observer)
            throws ExecutionException, InterruptedException {
        Ring[][] rings = new Ring[threads][threads];
        for (Ring[] from : rings) {
            for (int to = 0; to < threads; to++) {
                from[to] = new Ring();
            }
        }
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(workload, events, observer, rings, i));
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(pool);
            workers.forEach(worker -> running.submit(worker, null));
            for (int i = 0; i < threads; i++) {
                running.take().get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
