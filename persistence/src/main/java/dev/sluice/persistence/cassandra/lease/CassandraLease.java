package dev.sluice.persistence.cassandra.lease;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.CoordinatedShutdown;
import akka.actor.ExtendedActorSystem;
import akka.coordination.lease.LeaseSettings;
import akka.coordination.lease.LeaseTimeoutException;
import akka.coordination.lease.javadsl.Lease;
import akka.stream.alpakka.cassandra.DriverConfigLoaderFromConfig;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lease in a table of Cassandra ({@code sluice.cassandra-lease}): a row that goes by itself unless its owner renews
 * it in time. All that changes it is a conditional write, so at most one owner holds it; the owner itself takes it for
 * lost before the row goes, because it counts from before it asked. Given back when the actor system stops. It has a
 * session of its own, so that it depends on nothing else.
 */
public final class CassandraLease extends Lease {
    /** Few requests, hence few threads and one connection. */
    private static final Config SMALL = ConfigFactory.parseString("""
            advanced.netty { io-group.size = 1, admin-group.size = 1 }
            advanced.connection.pool { local.size = 1, remote.size = 1 }
            """);

    private final LeaseSettings settings;
    private final ExtendedActorSystem system;
    private final LeaseRow row;
    private final Duration timeout;
    private @Nullable CompletionStage<CqlSession> session;
    private @Nullable Held held;

    /** What is known while it is held. */
    private static final class Held {
        private final Consumer<Optional<Throwable>> lost;
        private final Cancellable heartbeat;
        private long renewedAt;
        private @Nullable Throwable failure;

        Held(Consumer<Optional<Throwable>> lost, Cancellable heartbeat, long renewedAt) {
            this.lost = lost;
            this.heartbeat = heartbeat;
            this.renewedAt = renewedAt;
        }
    }

    /** Called by Akka, which looks for this constructor. */
    public CassandraLease(LeaseSettings settings, ExtendedActorSystem system) {
        this.settings = settings;
        this.system = system;
        timeout = settings.timeoutSettings().getHeartbeatTimeout();
        int ttlSeconds = Math.toIntExact((timeout.toMillis() + 999) / 1000);
        if (settings.timeoutSettings().getHeartbeatInterval().compareTo(timeout.dividedBy(2)) > 0) {
            throw new IllegalArgumentException(
                    "sluice.cassandra-lease.heartbeat-interval is more than half of heartbeat-timeout (" + timeout
                            + "): one late renewal would lose the lease");
        }
        row = new LeaseRow(
                system.settings().config().getString("sluice.cassandra.keyspace"),
                settings.leaseName(),
                settings.ownerName(),
                ttlSeconds,
                settings.timeoutSettings().getOperationTimeout());
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                        "release-lease-" + settings.leaseName() + "-" + System.identityHashCode(this),
                        this::stop);
    }

    private synchronized CompletionStage<CqlSession> session() {
        CompletionStage<CqlSession> opened = session;
        if (opened == null) {
            opened = CqlSession.builder()
                    .withConfigLoader(DriverConfigLoaderFromConfig.fromConfig(
                            SMALL.withFallback(system.settings().config().getConfig("datastax-java-driver"))))
                    .buildAsync();
            session = opened;
        }
        return opened;
    }

    @Override
    public LeaseSettings getSettings() {
        return settings;
    }

    @Override
    public CompletionStage<Boolean> acquire() {
        return acquire(lost -> {});
    }

    /**
     * Takes the lease unless somebody else holds it.
     *
     * @param lost told once when it is lost: with what went wrong, or with nothing if somebody else has it
     * @return fails with {@link LeaseTimeoutException} when Cassandra does not answer in time
     */
    @Override
    public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> lost) {
        long start = System.nanoTime();
        return inTime("acquire", session().thenCompose(row::acquire)).thenApply(acquired -> {
            if (acquired) {
                hold(lost, start);
            }
            return acquired;
        });
    }

    private synchronized void hold(Consumer<Optional<Throwable>> lost, long since) {
        if (held != null) {
            held.heartbeat.cancel();
        }
        Duration interval = settings.timeoutSettings().getHeartbeatInterval();
        Cancellable heartbeat =
                system.scheduler().scheduleWithFixedDelay(interval, interval, this::renew, system.dispatcher());
        held = new Held(lost, heartbeat, since);
    }

    private void renew() {
        Held now = current();
        if (now == null) {
            return;
        }
        if (isOver(now)) {
            lose(now, Optional.ofNullable(now.failure));
            return;
        }
        long start = System.nanoTime();
        CompletionStage<?> unused = session().thenCompose(row::renew).whenComplete((renewed, error) -> {
            if (error != null) {
                failed(now, error); // until it is over there is still time
            } else if (renewed) {
                renewed(now, start);
            } else {
                lose(now, Optional.empty());
            }
        });
    }

    private synchronized @Nullable Held current() {
        return held;
    }

    private synchronized void renewed(Held of, long at) {
        of.renewedAt = at;
        of.failure = null;
    }

    private synchronized void failed(Held of, Throwable error) {
        of.failure = error;
    }

    private synchronized boolean isOver(Held of) {
        return System.nanoTime() - of.renewedAt >= timeout.toNanos();
    }

    private void lose(Held which, Optional<Throwable> why) {
        synchronized (this) {
            if (held != which) {
                return;
            }
            held = null;
            which.heartbeat.cancel();
        }
        which.lost.accept(why);
    }

    /** Whether it is held, as far as can be said without asking. */
    @Override
    public boolean checkLease() {
        Held now = current();
        return now != null && !isOver(now);
    }

    @Override
    public CompletionStage<Boolean> release() {
        synchronized (this) {
            if (held != null) {
                held.heartbeat.cancel();
                held = null;
            }
        }
        return inTime("release", session().thenCompose(row::release)).thenApply(released -> true);
    }

    private <T> CompletionStage<T> inTime(String what, CompletionStage<T> operation) {
        Duration atMost = settings.timeoutSettings().getOperationTimeout();
        return operation
                .toCompletableFuture()
                .copy()
                .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(error -> {
                    Throwable cause =
                            error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
                    return CompletableFuture.failedFuture(
                            cause instanceof TimeoutException
                                    ? new LeaseTimeoutException("could not " + what + " lease " + settings.leaseName()
                                            + " within " + atMost + ": Cassandra did not answer")
                                    : cause);
                });
    }

    private CompletionStage<Done> stop() {
        CompletionStage<CqlSession> opened;
        boolean holding;
        synchronized (this) {
            opened = session;
            holding = held != null;
        }
        if (opened == null) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        CompletionStage<?> released = holding ? release() : CompletableFuture.completedFuture(true);
        return released.handle((done, error) -> opened.toCompletableFuture())
                .thenCompose(future -> {
                    if (!future.isDone()) { // Cassandra was never there
                        CompletionStage<?> unused = future.thenCompose(CqlSession::closeAsync);
                        return CompletableFuture.completedFuture(null);
                    }
                    return future.thenCompose(CqlSession::closeAsync);
                })
                .handle((closed, error) -> Done.getInstance());
    }
}
