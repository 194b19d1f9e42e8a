package dev.sluice.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import dev.sluice.persistence.cassandra.server.CassandraServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Akka Persistence with our configuration, on a server that is killed and frozen. */
class CassandraJournalTest {
    private final CassandraServer server = TestCassandra.server();
    private final AtomicLong acknowledged = new AtomicLong();
    private Config config;
    private String id;
    private ActorSystem<Counter.Next> system;

    @BeforeEach
    void start() {
        try (CqlSession session = TestCassandra.session()) {
            config = TestCassandra.config(
                    TestCassandra.keyspace(session, CassandraJournalTest.class),
                    "akka { loglevel = OFF, stdout-loglevel = OFF }");
        }
        id = "counter-" + System.nanoTime();
        system = ActorSystem.create(Counter.of(id), "journal", config);
    }

    @AfterEach
    void stop() throws Exception {
        terminate();
    }

    private void terminate() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Counts on; a number is sent until it is acknowledged. */
    private void count() {
        long next = acknowledged.get() + 1;
        try {
            long last = AskPattern.<Counter.Next, Long>ask(
                            system,
                            replyTo -> new Counter.Next(next, replyTo),
                            Duration.ofSeconds(1),
                            system.scheduler())
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            acknowledged.updateAndGet(before -> {
                assertThat(last).as("what was acknowledged is there").isGreaterThanOrEqualTo(before);
                return last;
            });
        } catch (ExecutionException | TimeoutException e) {
            return; // not in time: the next call asks again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void countTo(long number) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    count();
                    return acknowledged.get() >= number;
                });
    }

    private interface Outage {
        void run() throws Exception;
    }

    /** How long after the outage the next number is acknowledged, while somebody counts all the time. */
    private Duration recovery(Outage outage) throws Exception {
        countTo(60);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> counting = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                count();
            }
        });
        outage.run();
        long over = System.nanoTime();
        long before = acknowledged.get();
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> acknowledged.get() > before);
        Duration took = Duration.ofNanos(System.nanoTime() - over);
        stop.set(true);
        counting.get(30, TimeUnit.SECONDS);
        return took;
    }

    private void assertNothingIsLost() throws Exception {
        long before = acknowledged.get();
        terminate();
        system = ActorSystem.create(Counter.of(id), "journal", config);
        countTo(before + 1);
        assertThat(acknowledged.get()).isEqualTo(before + 1);
    }

    @Test
    void when_cassandra_is_killed_and_started_again_then_events_are_persisted_again_and_none_is_lost()
            throws Exception {
        Duration took = recovery(() -> {
            server.kill();
            server.restart();
        });
        System.out.println("journal: back " + took.toMillis() + " ms after Cassandra was killed and up again");
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertNothingIsLost();
    }

    @Test
    void when_cassandra_is_frozen_for_15_seconds_then_events_are_persisted_again_and_none_is_lost() throws Exception {
        Duration took = recovery(() -> {
            server.pause();
            try {
                Awaitility.await()
                        .pollDelay(Duration.ofSeconds(15))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> true);
            } finally {
                server.resume();
            }
        });
        System.out.println("journal: back " + took.toMillis() + " ms after Cassandra was frozen for 15 s");
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertNothingIsLost();
    }
}
