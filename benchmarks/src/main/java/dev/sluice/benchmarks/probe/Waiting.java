package dev.sluice.benchmarks.probe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what a running job tells of itself. */
final class Waiting {
    private static final long MILLIS = 5;

    private Waiting() {}

    /** Asks every few milliseconds, until it is so; throws what asking throws. */
    static void until(BooleanSupplier condition) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        CompletableFuture<Void> met = new CompletableFuture<>();
        Runnable ask = () -> {
            try {
                if (condition.getAsBoolean()) {
                    met.complete(null);
                }
            } catch (RuntimeException | Error e) {
                met.completeExceptionally(e);
            }
        };
        Future<?> asking = clock.scheduleWithFixedDelay(ask, 0, MILLIS, TimeUnit.MILLISECONDS);
        try {
            met.join();
        } finally {
            asking.cancel(false);
            clock.shutdown();
        }
    }
}
