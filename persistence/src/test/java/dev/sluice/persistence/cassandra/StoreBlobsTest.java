package dev.sluice.persistence.cassandra;

import static dev.sluice.persistence.cassandra.StoreHarness.RUN;
import static dev.sluice.persistence.cassandra.StoreHarness.address;
import static dev.sluice.persistence.cassandra.StoreHarness.chunk;
import static dev.sluice.persistence.cassandra.StoreHarness.complete;
import static dev.sluice.persistence.cassandra.StoreHarness.noise;
import static dev.sluice.persistence.cassandra.StoreHarness.read;
import static dev.sluice.persistence.cassandra.StoreHarness.rows;
import static dev.sluice.persistence.cassandra.StoreHarness.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.DamagedSnapshotException;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lies in the tables: which blobs are written, read, shared and deleted. */
class StoreBlobsTest {
    private static CqlSession session;
    private static CassandraStoreSettings settings;

    private final List<DamagedSnapshotException> damage = new ArrayList<>();
    private CassandraCheckpointStore store;

    @BeforeAll
    static void connect() {
        session = TestCassandra.session();
        settings = CassandraStoreSettings.defaults(TestCassandra.keyspace(session, StoreBlobsTest.class));
    }

    @AfterAll
    static void disconnect() {
        session.close();
    }

    @BeforeEach
    void open() {
        store = new CassandraCheckpointStore(session, settings, damage::add);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        store.deleteRun(RUN);
        for (String table : List.of("checkpoints", "checkpoint_snapshots", "checkpoint_indexes", "checkpoint_blobs")) {
            assertThat(rows(session, settings.keyspace() + "." + table))
                    .as(table)
                    .isZero();
        }
    }

    private long blobs() {
        return rows(session, settings.keyspace() + ".checkpoint_blobs");
    }

    private void deleteBlob(SnapshotHandle handle, byte[] content) {
        session.execute(
                "DELETE FROM " + settings.keyspace()
                        + ".checkpoint_blobs WHERE snapshot = ? AND bucket = 0 AND hash = ?",
                UUID.fromString(handle.location()),
                Blob.hash(content));
    }

    @Test
    void when_a_snapshot_of_40_MB_is_written_then_it_is_read_as_it_was() throws Exception {
        long[] seeds = LongStream.range(0, 160).toArray();
        for (int round = 0; round < 2; round++) {
            var fresh = new CassandraCheckpointStore(session, settings);
            long start = System.nanoTime();
            SnapshotHandle handle = write(fresh, address(round, 1), seeds);
            long written = System.nanoTime();
            fresh.verify(handle);
            long verified = System.nanoTime();
            System.out.printf(
                    "%d MB in chunks of 256 KiB: written at %.0f MB/s, read and checked at %.0f MB/s%n",
                    handle.bytes() / 1_000_000,
                    handle.bytes() * 1e3 / (written - start),
                    handle.bytes() * 1e3 / (verified - written));
            assertThat(read(fresh, handle, keyGroup -> keyGroup == 99).get(0).payload())
                    .isEqualTo(noise(256 << 10, 99));
        }
    }

    @Test
    void when_chunks_are_of_all_sizes_then_they_are_packed_and_found_again() throws Exception {
        int[] sizes = {0, 1, 1000, 0, 100_000, 70_000, 70_000, 300_000, 5, 2_000_000, 600_000, 17, 131_072, 0};
        SnapshotHandle handle;
        try (SnapshotWriter writer = store.begin(address(1, 1))) {
            for (int i = 0; i < sizes.length; i++) {
                byte[] payload = noise(sizes[i], i);
                writer.chunk(new ChunkHeader("op", "s", i, i), payload, 0, payload.length);
            }
            handle = writer.commit();
        }
        for (int step = 1; step < 5; step++) {
            int every = step;
            for (var chunk : read(store, handle, keyGroup -> keyGroup % every == 0)) {
                int i = chunk.header().keyGroup();
                assertThat(i % every).isZero();
                assertThat(chunk.payload()).isEqualTo(noise(sizes[i], i));
            }
        }
        assertThat(read(store, handle, keyGroup -> true)).hasSize(sizes.length);
    }

    @Test
    void when_some_key_groups_are_wanted_then_blobs_of_others_are_not_even_asked_for() throws Exception {
        SnapshotHandle handle = write(store, address(1, 1), 0, 1, 2, 3, 4, 5, 6, 7);
        byte[] other = noise(256 << 10, 2);
        deleteBlob(handle, other);
        assertThat(read(store, handle, keyGroup -> keyGroup >= 4)).hasSize(4);
        assertThatThrownBy(() -> store.verify(handle))
                .isInstanceOf(DamagedSnapshotException.class)
                .hasMessageContaining(settings.keyspace() + ".checkpoint_blobs (snapshot = " + handle.location()
                        + ", bucket = 0, hash = 0x")
                .hasMessageContaining("the blob is missing");
    }

    @Test
    void when_a_blob_is_damaged_then_it_is_noticed() throws Exception {
        SnapshotHandle handle = write(store, address(1, 1), 0);
        byte[] content = noise(256 << 10, 0);
        ByteBuffer hash = Blob.hash(content);
        content[77_777] ^= 1;
        session.execute(
                "UPDATE " + settings.keyspace()
                        + ".checkpoint_blobs SET content = ? WHERE snapshot = ? AND bucket = 0 AND hash = ?",
                ByteBuffer.wrap(content),
                UUID.fromString(handle.location()),
                hash);
        assertThatThrownBy(() -> store.verify(handle))
                .isInstanceOf(DamagedSnapshotException.class)
                .hasMessageContaining("262144 bytes of another content expected");
    }

    @Test
    void when_any_byte_of_an_index_is_damaged_then_it_is_noticed() throws Exception {
        SnapshotHandle handle = write(store, address(1, 1), 0);
        var id = UUID.fromString(handle.location());
        String table = settings.keyspace() + ".checkpoint_indexes";
        Row row = session.execute("SELECT content FROM " + table + " WHERE id = ?", id)
                .one();
        byte[] whole = new byte[row.getByteBuffer("content").remaining()];
        row.getByteBuffer("content").get(whole);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << i % 8);
            session.execute(
                    "UPDATE " + table + " SET content = ? WHERE id = ? AND part = 0", ByteBuffer.wrap(damaged), id);
            assertThatThrownBy(() -> store.open(handle))
                    .isInstanceOf(DamagedSnapshotException.class)
                    .hasMessageContaining(settings.keyspace() + ".checkpoint_snapshots (");
        }
    }

    @Test
    void when_a_manifest_is_damaged_then_it_is_reported_and_an_older_one_is_the_newest() throws Exception {
        complete(store, 1, write(store, address(1, 1), 1));
        complete(store, 1, write(store, address(2, 1), 2));
        session.execute(
                "UPDATE " + settings.keyspace() + ".checkpoints SET manifest = ? WHERE run = ? AND checkpoint = 2"
                        + " AND attempt = 1 AND savepoint = false",
                ByteBuffer.wrap(new byte[100]),
                RUN);
        assertThat(store.completed(RUN))
                .extracting(manifest -> manifest.checkpoint())
                .containsExactly(1L);
        assertThat(damage).hasSize(1);
        assertThat(damage.get(0))
                .hasMessageContaining(settings.keyspace() + ".checkpoints (run = run, checkpoint = 2, attempt = 1");
    }

    @Test
    void when_a_chunk_has_not_changed_then_its_blob_is_not_written_again_and_stays_while_needed() throws Exception {
        complete(store, 1, write(store, address(1, 1), 0, 1, 2, 3));
        SnapshotHandle second = write(store, address(2, 1), 0, 1, 99, 3);
        complete(store, 1, second);
        assertThat(blobs()).isEqualTo(5);
        store.retain(RUN, Set.of(2L), 3);
        assertThat(read(store, second, keyGroup -> true)).hasSize(4);
        SnapshotHandle third = write(store, address(3, 1), 0, 1, 99, 98);
        complete(store, 1, third);
        assertThat(blobs()).as("one more").isEqualTo(6);
        store.retain(RUN, Set.of(3L), 4);
        store.verify(third);
        SnapshotHandle fourth = write(store, address(4, 1), 10, 11, 12, 13);
        complete(store, 1, fourth);
        store.retain(RUN, Set.of(4L), 5);
        store.verify(fourth);
        assertThat(blobs()).as("those before are not needed").isEqualTo(4);
    }

    @Test
    void when_less_than_half_of_an_old_snapshot_is_needed_then_it_is_not_kept_alive_for_that() throws Exception {
        complete(store, 1, write(store, address(1, 1), 0, 1, 2, 3));
        complete(store, 1, write(store, address(2, 1), 0, 11, 12, 13));
        SnapshotHandle third = write(store, address(3, 1), 0, 11, 12, 13);
        complete(store, 1, third);
        store.retain(RUN, Set.of(3L), 4);
        store.verify(third);
        assertThat(blobs())
                .as("0 was written anew by the third, 11 to 13 by the second")
                .isEqualTo(4);
    }

    @Test
    void when_a_snapshot_is_discarded_or_its_writer_died_then_nothing_of_it_remains() throws Exception {
        try (SnapshotWriter writer = store.begin(address(1, 1))) {
            chunk(writer, 0, 0);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(rows(session, settings.keyspace() + ".checkpoint_snapshots"))
                        .isZero());
        assertThat(blobs()).isZero();

        SnapshotWriter died = store.begin(address(2, 1));
        for (int i = 0; i < 80; i++) {
            chunk(died, i, i);
        }
        try (var other = new CassandraCheckpointStore(session, settings)) {
            other.retain(RUN, Set.of(), 2);
            assertThat(blobs()).isGreaterThan(64);
            other.retain(RUN, Set.of(), 3);
        }
        assertThat(blobs()).as("two buckets").isZero();
        assertThatThrownBy(died::commit).hasMessageContaining("was deleted while it was being written");
    }

    @Test
    void when_nodes_delete_while_others_write_then_no_snapshot_loses_a_blob_it_shares() throws Exception {
        var deleting = new CassandraCheckpointStore(session, settings);
        var latest = new AtomicLong();
        var stop = new AtomicBoolean();
        var deletions = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                try {
                    long keep = latest.get();
                    deleting.retain(RUN, Set.of(keep), keep + 1);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        for (long checkpoint = 1; checkpoint <= 60; checkpoint++) {
            // Two of eight change; the previous one is dropped at any moment, often without having completed.
            long[] seeds = {0, 1, 2, 3, 4, 5, 6, 7};
            seeds[(int) (checkpoint % 8)] = checkpoint * 1000;
            seeds[(int) ((checkpoint + 1) % 8)] = checkpoint * 1000 - 1000;
            SnapshotHandle handle = write(store, address(checkpoint, 1), seeds);
            if (checkpoint % 3 != 0) {
                complete(store, 1, handle);
                latest.set(checkpoint);
            }
            store.verify(handle);
        }
        stop.set(true);
        deletions.join();
        store.verify(store.completed(RUN).get(0).snapshots().get(0));
    }
}
