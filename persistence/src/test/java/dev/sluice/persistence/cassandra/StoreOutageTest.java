package dev.sluice.persistence.cassandra;

import static dev.sluice.persistence.cassandra.StoreHarness.RUN;
import static dev.sluice.persistence.cassandra.StoreHarness.address;
import static dev.sluice.persistence.cassandra.StoreHarness.chunk;
import static dev.sluice.persistence.cassandra.StoreHarness.complete;
import static dev.sluice.persistence.cassandra.StoreHarness.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.sluice.persistence.cassandra.server.CassandraServer;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cassandra freezes, or is killed. */
class StoreOutageTest {
    private final CassandraServer server = TestCassandra.server();
    private CqlSession session;
    private CheckpointStore store;

    @BeforeEach
    void connect() {
        session = TestCassandra.session();
        String keyspace = TestCassandra.keyspace(session, StoreOutageTest.class);
        store = new CassandraCheckpointStore(
                session,
                new CassandraStoreSettings(keyspace, 256 << 10, 6, 4, Duration.ofSeconds(1), Duration.ofSeconds(3)));
    }

    @AfterEach
    void disconnect() throws Exception {
        store.deleteRun(RUN);
        session.close();
    }

    @Test
    void when_cassandra_freezes_in_the_middle_then_the_write_fails_in_time_and_a_later_one_works() throws Exception {
        try (SnapshotWriter writer = store.begin(address(1, 1))) {
            chunk(writer, 0, 0);
            server.pause();
            long start = System.nanoTime();
            try {
                assertThatThrownBy(() -> {
                            for (int i = 1; i < 40; i++) {
                                chunk(writer, i, i);
                            }
                            writer.commit();
                        })
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("Cassandra failed or did not answer in time");
                assertThatThrownBy(() -> store.completed(RUN)).isInstanceOf(IOException.class);
                assertThatThrownBy(() -> store.fence(RUN, 1)).isInstanceOf(IOException.class);
            } finally {
                server.resume();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
        }
        SnapshotHandle later = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> write(store, address(1, 1), 1, 2, 3), handle -> true);
        store.verify(later);
    }

    @Test
    void when_cassandra_is_killed_then_everything_committed_is_there_afterwards() throws Exception {
        SnapshotHandle handle = write(store, address(1, 1), 1, 2, 3, 4, 5, 6);
        complete(store, 1, handle);
        store.fence(RUN, 5);
        server.kill();
        server.restart();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(store.completed(RUN))
                        .extracting(CheckpointManifest::checkpoint)
                        .containsExactly(1L));
        store.verify(handle);
        assertThatThrownBy(() -> store.fence(RUN, 4)).hasMessageContaining("epoch 5 has begun");
    }
}
