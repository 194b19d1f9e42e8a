package dev.sluice.cluster.node;

import akka.actor.ActorSystem;
import dev.sluice.cluster.http.NodeServices;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Whether the coordinator answers, wherever it is, and with it its journal. Made by Akka Management, by its name in
 * {@code akka.management.health-checks}.
 */
public final class CoordinatorCheck implements Supplier<CompletionStage<Boolean>> {
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    private final NodeServices services;

    /** @param system the node's */
    public CoordinatorCheck(ActorSystem system) {
        services = NodeServices.get(system);
    }

    /** Akka Management names no check that is made by Java, so the reason does. */
    private static boolean said(boolean answered) {
        if (!answered) {
            throw new IllegalStateException("coordinator: it does not answer, as it is moving or its journal is away");
        }
        return true;
    }

    @Override
    public CompletionStage<Boolean> get() {
        return services.started()
                .<CompletionStage<Boolean>>map(
                        started -> started.engine().coordinatorAnswers(TIMEOUT).thenApply(CoordinatorCheck::said))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new IllegalStateException("coordinator: " + services.waitingFor())));
    }
}
