package dev.sluice.benchmarks.plain;

import dev.sluice.benchmarks.nexmark.NexmarkQuery;
import dev.sluice.benchmarks.nexmark.data.NexmarkConfig;
import dev.sluice.benchmarks.nexmark.data.NexmarkGenerator;
import dev.sluice.benchmarks.nexmark.data.NexmarkLane;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Lane;
import dev.sluice.benchmarks.workload.Observer;
import dev.sluice.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs a workload in plain Java: threads that own the keys between them and exchange events in blocks, or that have
 * nothing to exchange.
 */
public final class PlainLoop {
    private PlainLoop() {}

    /**
     * @param workload what
     * @return whether there is a plain loop of it
     */
    public static boolean runs(Workload workload) {
        return workload instanceof KeyedWorkload || workload == NexmarkQuery.Q5 || Stateless.of(workload) != null;
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
        run(
                workload instanceof NexmarkQuery query
                        ? nexmark(query, NexmarkConfig.of(events.count()), threads, observer)
                        : keyed(workload, events, threads, observer));
    }

    /**
     * @param query what; see {@link #runs}
     * @param config what goes in
     * @param threads how many
     * @param observer sees the run
     * @throws ExecutionException if a thread failed; the others are stopped
     * @throws InterruptedException if the caller is interrupted; the threads are stopped
     */
    public static void run(NexmarkQuery query, NexmarkConfig config, int threads, Observer observer)
            throws ExecutionException, InterruptedException {
        run(nexmark(query, config, threads, observer));
    }

    private static List<Runnable> keyed(Workload workload, Events events, int threads, Observer observer) {
        Ring[][] rings = rings(threads);
        List<Runnable> workers = new ArrayList<>();
        for (int me = 0; me < threads; me++) {
            List<Feed> feeds = new ArrayList<>();
            for (int lane = me; lane < events.lanes(); lane += threads) {
                feeds.add(new Feed.OfKeys(new Lane(events, lane, 0)));
            }
            Fold fold = Fold.of(workload, events.keys() / threads + 1, observer.outputs());
            workers.add(new Worker(fold, feeds, observer, rings, me));
        }
        return workers;
    }

    private static List<Runnable> nexmark(NexmarkQuery query, NexmarkConfig config, int threads, Observer observer) {
        Ring[][] rings = rings(threads);
        HotItems.Winners winners = new HotItems.Winners(threads, observer.outputs());
        NexmarkGenerator generator = new NexmarkGenerator(config);
        Stateless stateless = Stateless.of(query);
        if (stateless == null && query != NexmarkQuery.Q5) {
            throw new IllegalArgumentException("there is no plain loop of " + query.label());
        }
        List<Runnable> workers = new ArrayList<>();
        for (int me = 0; me < threads; me++) {
            List<NexmarkLane> lanes = new ArrayList<>();
            for (int lane = me; lane < NexmarkLane.LANES; lane += threads) {
                lanes.add(new NexmarkLane(generator, lane, 0));
            }
            if (stateless != null) {
                workers.add(new Stateless.Worker(stateless, lanes, observer));
            } else {
                List<Feed> feeds = new ArrayList<>();
                lanes.forEach(lane -> feeds.add(new Feed.OfBids(lane)));
                workers.add(new Worker(new HotItems(config, threads, winners), feeds, observer, rings, me));
            }
        }
        return workers;
    }

    private static Ring[][] rings(int threads) {
        Ring[][] rings = new Ring[threads][threads];
        for (Ring[] from : rings) {
            for (int to = 0; to < threads; to++) {
                from[to] = new Ring();
            }
        }
        return rings;
    }

    private static void run(List<Runnable> workers) throws ExecutionException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(workers.size());
        try {
            ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(pool);
            workers.forEach(worker -> running.submit(worker, null));
            for (int i = 0; i < workers.size(); i++) {
                running.take().get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
