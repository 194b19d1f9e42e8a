package dev.sluice.runtime.task;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a JVM for what blocks: opening and restoring, writing snapshots, committing. */
public final class IoThreads {
    private IoThreads() {}

    /**
     * @param system says how many ({@code sluice.io-threads})
     * @return daemon threads, for the caller to shut down
     */
    public static ExecutorService start(ActorSystem<?> system) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(system.settings().config().getInt("sluice.io-threads"), task -> {
            Thread thread = new Thread(task, "sluice-io-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Ends them behind what they have to do: whoever opens the storage next must not meet what is still being written
     * or deleted.
     *
     * @param threads as {@link #start} made them
     * @param patience how long to wait
     * @return whether all was done by then
     * @throws InterruptedException if the calling thread is interrupted
     */
    public static boolean end(ExecutorService threads, Duration patience) throws InterruptedException {
        threads.shutdown();
        return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
