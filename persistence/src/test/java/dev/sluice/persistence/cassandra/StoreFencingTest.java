package dev.sluice.persistence.cassandra;

import static dev.sluice.persistence.cassandra.StoreHarness.RUN;
import static dev.sluice.persistence.cassandra.StoreHarness.address;
import static dev.sluice.persistence.cassandra.StoreHarness.chunk;
import static dev.sluice.persistence.cassandra.StoreHarness.complete;
import static dev.sluice.persistence.cassandra.StoreHarness.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.checkpoint.StaleEpochException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes over one Cassandra, of which one does not know yet that its attempt is over. */
class StoreFencingTest {
    private CqlSession oldSession;
    private CqlSession newSession;
    private CheckpointStore oldAttempt;
    private CheckpointStore newAttempt;

    @BeforeEach
    void connect() throws Exception {
        oldSession = TestCassandra.session();
        newSession = TestCassandra.session();
        String keyspace = TestCassandra.keyspace(oldSession, StoreFencingTest.class);
        var settings = new CassandraStoreSettings( // patient: many want the same partition at once
                keyspace, 256 << 10, 6, 4, Duration.ofSeconds(5), Duration.ofSeconds(60));
        oldAttempt = new CassandraCheckpointStore(oldSession, settings);
        newAttempt = new CassandraCheckpointStore(newSession, settings);
    }

    @AfterEach
    void disconnect() throws Exception {
        newAttempt.deleteRun(RUN);
        oldSession.close();
        newSession.close();
    }

    @Test
    void when_a_later_epoch_was_declared_elsewhere_then_a_late_writer_is_refused() throws Exception {
        SnapshotHandle before = write(oldAttempt, address(1, 1), 1);
        try (SnapshotWriter writer = oldAttempt.begin(address(2, 1))) {
            chunk(writer, 0, 2);
            newAttempt.fence(RUN, 2);
            assertThatThrownBy(writer::commit)
                    .isInstanceOf(StaleEpochException.class)
                    .hasMessage("epoch 1 of run run is over: epoch 2 has begun");
        }
        assertThatThrownBy(() -> oldAttempt.begin(address(3, 1))).isInstanceOf(StaleEpochException.class);
        assertThatThrownBy(() -> complete(oldAttempt, 1, before)).isInstanceOf(StaleEpochException.class);
        assertThat(newAttempt.completed(RUN)).isEmpty();
        complete(newAttempt, 2, write(newAttempt, address(4, 2), 3));
        assertThat(oldAttempt.completed(RUN)).hasSize(1);
    }

    @Test
    void when_attempts_complete_at_once_then_none_completes_after_a_later_one() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                long epoch = 1L + i % 10;
                CheckpointStore store = i % 2 == 0 ? oldAttempt : newAttempt;
                var manifest = new CheckpointManifest(RUN, i, epoch, false, 1, List.of());
                tries.add(() -> {
                    try {
                        store.complete(manifest);
                        return true;
                    } catch (StaleEpochException e) {
                        return false;
                    }
                });
            }
            int completed = 0;
            for (Future<Boolean> result : threads.invokeAll(tries)) {
                completed += result.get() ? 1 : 0;
            }
            assertThat(newAttempt.completed(RUN)).hasSize(completed);
            assertThat(newAttempt.completed(RUN).get(0).epoch()).isEqualTo(10);
            assertThatThrownBy(() -> oldAttempt.fence(RUN, 9)).isInstanceOf(StaleEpochException.class);
        } finally {
            threads.shutdownNow();
        }
    }
}
