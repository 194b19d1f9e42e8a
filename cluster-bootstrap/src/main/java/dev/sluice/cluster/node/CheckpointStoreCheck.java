package dev.sluice.cluster.node;

import akka.actor.ActorSystem;
import dev.sluice.cluster.http.NodeServices;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the checkpoint store answers a question that is quick to answer. Made by Akka Management, by its name in
 * {@code akka.management.health-checks}; that bounds how long it waits.
 */
public final class CheckpointStoreCheck implements Supplier<CompletionStage<Boolean>> {
    private static final String NO_RUN = "health-check";
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    private final NodeServices services;
    private final Executor threads;
    private @Nullable CompletableFuture<Boolean> pending;

    /** @param system the node's */
    public CheckpointStoreCheck(ActorSystem system) {
        services = NodeServices.get(system);
        threads = system.dispatchers().lookup("akka.actor.default-blocking-io-dispatcher");
    }

    /** A store that is stuck is asked by one thread, not by one for each check. */
    @Override
    public synchronized CompletionStage<Boolean> get() {
        NodeServices.Started started = services.started().orElse(null);
        if (started == null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("checkpoint-store: " + services.waitingFor()));
        }
        if (pending == null || pending.isDone()) {
            pending = new CompletableFuture<>();
            CompletableFuture<Boolean> answer = pending;
            threads.execute(() -> ask(started.checkpoints(), answer));
        }
        return pending.copy()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(e -> CompletableFuture.failedFuture(new IllegalStateException(
                        e instanceof TimeoutException
                                ? "checkpoint-store: no answer within " + TIMEOUT.toMillis() + " ms"
                                : "checkpoint-store: " + e,
                        e)));
    }

    private static void ask(CheckpointStore store, CompletableFuture<Boolean> answer) {
        try {
            store.completed(NO_RUN);
            answer.complete(true);
        } catch (Exception e) {
            answer.completeExceptionally(e);
        }
    }
}
