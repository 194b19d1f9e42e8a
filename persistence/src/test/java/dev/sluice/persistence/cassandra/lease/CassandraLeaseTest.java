package dev.sluice.persistence.cassandra.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.ActorSystem;
import akka.coordination.lease.LeaseTimeoutException;
import akka.coordination.lease.javadsl.Lease;
import akka.coordination.lease.javadsl.LeaseProvider;
import akka.testkit.javadsl.TestKit;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import dev.sluice.persistence.cassandra.TestCassandra;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that want one lease, on a real server. */
class CassandraLeaseTest {
    private static final String BLOCK = "sluice.cassandra-lease";

    private ActorSystem systemA;
    private ActorSystem systemB;
    private Lease a;
    private Lease b;

    @BeforeEach
    void start() {
        String keyspace;
        try (CqlSession session = TestCassandra.session()) {
            keyspace = TestCassandra.keyspace(session, CassandraLeaseTest.class);
            session.execute("TRUNCATE " + keyspace + ".leases");
        }
        Config config = TestCassandra.config(keyspace, """
                sluice.cassandra-lease { heartbeat-timeout = 3s, heartbeat-interval = 500ms, lease-operation-timeout = 2s }
                """);
        systemA = ActorSystem.create("a", config);
        systemB = ActorSystem.create("b", config);
        a = LeaseProvider.get(systemA).getLease("lease", BLOCK, "owner-a");
        b = LeaseProvider.get(systemB).getLease("lease", BLOCK, "owner-b");
        // The first use opens the session, which may take longer on a busy machine.
        Awaitility.await().ignoreExceptions().until(() -> get(a.release()) && get(b.release()));
    }

    @AfterEach
    void stop() {
        TestKit.shutdownActorSystem(systemA);
        TestKit.shutdownActorSystem(systemB);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void when_one_holds_it_then_another_does_not_get_it_before_it_is_released() throws Exception {
        assertThat(a.checkLease()).isFalse();
        assertThat(get(a.acquire())).isTrue();
        assertThat(get(a.acquire())).as("again").isTrue();
        assertThat(get(b.acquire())).isFalse();
        assertThat(a.checkLease()).isTrue();
        assertThat(b.checkLease()).isFalse();
        assertThat(get(b.release())).as("of what it does not hold").isTrue();
        assertThat(get(b.acquire())).isFalse();
        assertThat(get(a.release())).isTrue();
        assertThat(a.checkLease()).isFalse();
        assertThat(get(b.acquire())).isTrue();
    }

    @Test
    void when_it_is_renewed_then_it_is_held_beyond_its_time() throws Exception {
        assertThat(get(a.acquire())).isTrue();
        Awaitility.await()
                .during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !get(b.acquire()));
        assertThat(a.checkLease()).isTrue();
    }

    @Test
    void when_a_node_stops_then_its_lease_is_free_at_once() throws Exception {
        assertThat(get(a.acquire())).isTrue();
        TestKit.shutdownActorSystem(systemA);
        assertThat(get(b.acquire())).isTrue();
    }

    @Test
    void when_the_holder_is_cut_off_then_it_knows_before_another_gets_it() throws Exception {
        BlockingQueue<Optional<Throwable>> lost = new LinkedBlockingQueue<>();
        assertThat(get(a.acquire(lost::add))).isTrue();
        TestCassandra.server().pause();
        try {
            Optional<Throwable> why = lost.poll(20, TimeUnit.SECONDS);
            assertThat(why).as("told").isNotNull();
            assertThat(why).as("with what went wrong").isPresent();
            assertThat(a.checkLease()).isFalse();
            assertThatThrownBy(() -> get(b.acquire()))
                    .isInstanceOf(ExecutionException.class)
                    .satisfiesAnyOf(
                            e -> assertThat(e).hasCauseInstanceOf(LeaseTimeoutException.class),
                            e -> assertThat(e.getCause()).hasMessageContaining("timed out"));
        } finally {
            TestCassandra.server().resume();
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> get(b.acquire()));
    }

    @Test
    void when_the_holder_is_gone_without_a_word_then_another_gets_it_after_its_time() throws Exception {
        assertThat(get(a.acquire())).isTrue();
        long start = System.nanoTime();
        stealFromA();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> get(b.acquire()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void when_somebody_else_has_it_then_the_former_holder_is_told() throws Exception {
        BlockingQueue<Optional<Throwable>> lost = new LinkedBlockingQueue<>();
        assertThat(get(a.acquire(lost::add))).isTrue();
        stealFromA();
        assertThat(lost.poll(20, TimeUnit.SECONDS)).isEqualTo(Optional.empty());
        assertThat(a.checkLease()).isFalse();
    }

    /** As if another had got it, and then died: nobody renews it. */
    private void stealFromA() {
        try (CqlSession session = TestCassandra.session()) {
            session.execute("UPDATE " + TestCassandra.keyspace(session, CassandraLeaseTest.class)
                    + ".leases USING TTL 3 SET owner = 'gone' WHERE name = 'lease' IF owner = 'owner-a'");
        }
    }
}
