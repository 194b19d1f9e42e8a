package dev.sluice.persistence.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every checkpoint store must do. */
public abstract class CheckpointStoreContract {
    static final ChunkHeader HEADER = new ChunkHeader("operator", "state", 3, 1);

    protected CheckpointStore store;

    /** A store over the same storage each time within a test. */
    protected abstract CheckpointStore open() throws IOException;

    @BeforeEach
    void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    void closeStore() throws IOException {
        store.close();
    }

    final void reopen() throws IOException {
        store.close();
        store = open();
    }

    protected static SnapshotAddress address(String run, long checkpoint) {
        return new SnapshotAddress(run, checkpoint, 1, "source -> map", 0);
    }

    protected static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    protected SnapshotHandle write(SnapshotAddress address, byte[]... payloads) throws IOException {
        try (SnapshotWriter writer = store.begin(address)) {
            for (byte[] payload : payloads) {
                writer.chunk(HEADER, payload, 0, payload.length);
            }
            return writer.commit();
        }
    }

    final List<Chunk> read(SnapshotHandle handle) throws IOException {
        return read(handle, keyGroup -> true);
    }

    private List<Chunk> read(SnapshotHandle handle, IntPredicate keyGroups) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        try (SnapshotReader reader = store.open(handle)) {
            for (Chunk chunk = reader.next(keyGroups); chunk != null; chunk = reader.next(keyGroups)) {
                chunks.add(chunk);
            }
            assertThat(reader.next(keyGroups)).isNull();
        }
        return chunks;
    }

    protected void assertReadable(SnapshotHandle handle) throws IOException {
        store.verify(handle);
    }

    protected void assertGone(SnapshotHandle handle) {
        assertThatThrownBy(() -> store.verify(handle)).isInstanceOf(DamagedSnapshotException.class);
    }

    protected CheckpointManifest complete(String run, long checkpoint, long epoch, SnapshotHandle... snapshots)
            throws IOException {
        var manifest = new CheckpointManifest(run, checkpoint, epoch, false, 1_000 + checkpoint, List.of(snapshots));
        store.complete(manifest);
        return manifest;
    }

    protected List<Long> completed(String run) throws IOException {
        return store.completed(run).stream().map(CheckpointManifest::checkpoint).toList();
    }

    @Test
    void when_committed_then_chunks_are_read_as_written_even_after_reopening() throws IOException {
        byte[] noise = noise(100_000, 1);
        byte[] zeros = new byte[300_000];
        SnapshotHandle handle;
        try (SnapshotWriter writer = store.begin(address("run", 1))) {
            writer.chunk(new ChunkHeader("op-ä", "count", 5, 17), noise, 0, noise.length);
            writer.chunk(new ChunkHeader("op-ä", "sum", 6, 0), zeros, 0, zeros.length);
            writer.chunk(new ChunkHeader("", "", ChunkHeader.NOT_KEYED, Integer.MAX_VALUE), noise, 10, 0);
            writer.chunk(new ChunkHeader("source", "offsets", ChunkHeader.NOT_KEYED, 1), noise, 50, 77);
            handle = writer.commit();
        }
        assertThat(handle.address()).isEqualTo(address("run", 1));
        assertThat(handle.chunks()).isEqualTo(4);
        reopen();
        List<Chunk> chunks = read(handle);
        assertThat(chunks)
                .extracting(Chunk::header)
                .containsExactly(
                        new ChunkHeader("op-ä", "count", 5, 17),
                        new ChunkHeader("op-ä", "sum", 6, 0),
                        new ChunkHeader("", "", ChunkHeader.NOT_KEYED, Integer.MAX_VALUE),
                        new ChunkHeader("source", "offsets", ChunkHeader.NOT_KEYED, 1));
        assertThat(chunks.get(0).payload()).isEqualTo(noise);
        assertThat(chunks.get(1).payload()).isEqualTo(zeros);
        assertThat(chunks.get(2).payload()).isEmpty();
        assertThat(chunks.get(3).payload()).isEqualTo(Arrays.copyOfRange(noise, 50, 127));
    }

    @Test
    void when_key_groups_are_chosen_then_others_are_passed_over_and_unkeyed_chunks_are_not() throws IOException {
        SnapshotHandle handle;
        try (SnapshotWriter writer = store.begin(address("run", 1))) {
            for (int keyGroup = -1; keyGroup < 10; keyGroup++) {
                writer.chunk(new ChunkHeader("op", "state", keyGroup, 1), new byte[] {(byte) keyGroup}, 0, 1);
            }
            handle = writer.commit();
        }
        assertThat(read(handle, keyGroup -> keyGroup >= 4 && keyGroup < 7))
                .extracting(chunk -> (int) chunk.payload()[0])
                .containsExactly(-1, 4, 5, 6);
    }

    @Test
    void when_a_payload_is_reused_after_writing_then_the_snapshot_keeps_what_was_written() throws IOException {
        SnapshotHandle handle;
        byte[] payload = {1, 2, 3};
        try (SnapshotWriter writer = store.begin(address("run", 1))) {
            writer.chunk(HEADER, payload, 0, 3);
            payload[1] = 9;
            handle = writer.commit();
        }
        assertThat(read(handle).get(0).payload()).containsExactly(1, 2, 3);
    }

    @Test
    void when_nothing_was_written_then_the_snapshot_is_empty() throws IOException {
        assertThat(read(write(address("run", 1)))).isEmpty();
    }

    @Test
    void when_closed_without_commit_then_it_can_be_begun_anew() throws IOException {
        try (SnapshotWriter writer = store.begin(address("run", 1))) {
            writer.chunk(HEADER, new byte[10], 0, 10);
        }
        assertThat(read(write(address("run", 1), new byte[] {7}))).hasSize(1);
    }

    @Test
    void when_an_address_is_in_use_or_was_used_then_it_is_refused() throws IOException {
        try (SnapshotWriter writer = store.begin(address("run", 1))) {
            assertThatThrownBy(() -> store.begin(address("run", 1))).isInstanceOf(IOException.class);
            writer.commit();
        }
        reopen();
        assertThatThrownBy(() -> store.begin(address("run", 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("written already");
    }

    @Test
    void when_addresses_differ_in_anything_then_they_are_different_snapshots() throws IOException {
        List<SnapshotAddress> addresses = List.of(
                new SnapshotAddress("run", 1, 1, "v", 0),
                new SnapshotAddress("run/..", 1, 1, "v", 0),
                new SnapshotAddress("run", 2, 1, "v", 0),
                new SnapshotAddress("run", 1, 2, "v", 0),
                new SnapshotAddress("run", 1, 1, "v/../w", 0),
                new SnapshotAddress("run", 1, 1, "v".repeat(400), 0),
                new SnapshotAddress("run", 1, 1, "v".repeat(399) + "w", 0),
                new SnapshotAddress("run", 1, 1, "v", 1),
                new SnapshotAddress("run", 1, 1, "v", 1, 1),
                new SnapshotAddress("run", 1, 1, "v", 1, 11));
        List<SnapshotHandle> handles = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            handles.add(write(addresses.get(i), new byte[] {(byte) i}));
        }
        for (int i = 0; i < addresses.size(); i++) {
            assertThat(read(handles.get(i)).get(0).payload()).containsExactly(i);
        }
    }

    @Test
    void when_a_handle_is_of_another_snapshot_then_it_is_refused() throws IOException {
        SnapshotHandle one = write(address("run", 1), new byte[] {1});
        SnapshotHandle two = write(address("run", 2), new byte[] {2});
        var wrong = new SnapshotHandle(one.address(), two.bytes(), two.chunks(), two.location());
        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(DamagedSnapshotException.class)
                .hasMessageContaining(two.location());
    }

    @Test
    void when_many_subtasks_write_at_once_then_each_finds_its_own() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<SnapshotHandle>> tasks = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                int subtask = i;
                tasks.add(() -> write(new SnapshotAddress("run", 1, 1, "v", subtask), noise(50_000, subtask)));
            }
            List<SnapshotHandle> handles = new ArrayList<>();
            for (Future<SnapshotHandle> task : threads.invokeAll(tasks, 30, TimeUnit.SECONDS)) {
                handles.add(task.get());
            }
            for (int i = 0; i < handles.size(); i++) {
                assertThat(read(handles.get(i)).get(0).payload()).isEqualTo(noise(50_000, i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void when_completed_then_manifests_are_listed_with_the_newest_first() throws IOException {
        CheckpointManifest nine = complete("run", 9, 1, write(address("run", 9), new byte[] {9}));
        CheckpointManifest ten = complete("run", 10, 1, write(address("run", 10), new byte[] {10}));
        var savepoint = new CheckpointManifest("run", 11, 1, true, 5, List.of());
        store.complete(savepoint);
        complete("other", 12, 1);
        assertThat(store.completed("run")).containsExactly(savepoint, ten, nine);
        reopen();
        assertThat(store.completed("run")).containsExactly(savepoint, ten, nine);
        assertThat(store.completed("unknown")).isEmpty();
    }

    @Test
    void when_a_new_attempt_went_back_then_its_checkpoints_are_the_newest() throws IOException {
        complete("run", 5, 1);
        complete("run", 6, 1);
        complete("run", 4, 2);
        assertThat(completed("run")).containsExactly(4L, 6L, 5L);
    }

    @Test
    void when_a_completion_is_repeated_then_there_is_one() throws IOException {
        complete("run", 5, 1);
        complete("run", 5, 1);
        assertThat(completed("run")).containsExactly(5L);
    }

    @Test
    void when_a_later_epoch_completed_then_an_earlier_one_is_refused() throws IOException {
        complete("run", 1, 3);
        assertThatThrownBy(() -> complete("run", 2, 2))
                .isInstanceOf(StaleEpochException.class)
                .hasMessage("epoch 2 of run run is over: epoch 3 has begun");
        complete("run", 2, 3);
        complete("other", 2, 1);
        assertThat(completed("run")).containsExactly(2L, 1L);
    }

    @Test
    void when_an_epoch_is_fenced_off_then_it_completes_nothing_even_after_reopening() throws IOException {
        complete("run", 1, 1);
        store.fence("run", 10);
        reopen();
        store.fence("run", 10);
        assertThatThrownBy(() -> store.fence("run", 9)).isInstanceOf(StaleEpochException.class);
        assertThatThrownBy(() -> complete("run", 2, 9)).isInstanceOf(StaleEpochException.class);
        assertThat(completed("run")).containsExactly(1L);
        complete("run", 2, 10);
    }

    @Test
    void when_checkpoints_are_retained_then_all_older_ones_are_deleted() throws IOException {
        List<SnapshotHandle> handles = new ArrayList<>();
        for (long checkpoint = 1; checkpoint <= 6; checkpoint++) {
            handles.add(write(address("run", checkpoint), new byte[] {1}));
            if (checkpoint != 2 && checkpoint != 6) { // 2 was aborted, 6 is in progress
                complete("run", checkpoint, 1, handles.get(handles.size() - 1));
            }
        }
        SnapshotHandle other = write(address("other", 1), new byte[] {1});
        store.retain("run", Set.of(3L, 4L), 6);
        assertThat(completed("run")).containsExactly(4L, 3L);
        assertGone(handles.get(0));
        assertGone(handles.get(1));
        assertReadable(handles.get(2));
        assertReadable(handles.get(3));
        assertGone(handles.get(4));
        assertReadable(handles.get(5));
        assertReadable(other);
        store.retain("unknown", Set.of(), 100);
    }

    @Test
    void when_a_retained_checkpoint_names_an_older_snapshot_then_that_stays() throws IOException {
        SnapshotHandle finished = write(address("run", 1), new byte[] {1});
        complete("run", 1, 1, finished);
        complete("run", 2, 1, write(address("run", 2), new byte[] {1}), finished);
        store.retain("run", Set.of(2L), 3);
        assertThat(completed("run")).containsExactly(2L);
        assertReadable(finished);
    }

    @Test
    void when_a_savepoint_is_old_then_it_stays() throws IOException {
        SnapshotHandle snapshot = write(address("run", 1), new byte[] {1});
        store.complete(new CheckpointManifest("run", 1, 1, true, 5, List.of(snapshot)));
        store.retain("run", Set.of(), 10);
        assertThat(completed("run")).containsExactly(1L);
        assertReadable(snapshot);
    }

    @Test
    void when_a_snapshot_is_being_written_then_retention_leaves_it_alone() throws IOException {
        SnapshotHandle handle;
        try (SnapshotWriter writer = store.begin(address("run", 1))) {
            writer.chunk(HEADER, new byte[10], 0, 10);
            store.retain("run", Set.of(), 10);
            writer.chunk(HEADER, new byte[10], 0, 10);
            handle = writer.commit();
        }
        assertThat(read(handle)).hasSize(2);
    }

    @Test
    void when_old_checkpoints_are_deleted_then_the_epoch_is_still_known() throws IOException {
        complete("run", 1, 7);
        store.retain("run", Set.of(), 10);
        assertThat(completed("run")).isEmpty();
        assertThatThrownBy(() -> complete("run", 11, 6)).isInstanceOf(StaleEpochException.class);
    }

    @Test
    void when_a_run_is_deleted_then_nothing_of_it_is_left() throws IOException {
        SnapshotHandle snapshot = write(address("run", 1), new byte[] {1});
        SnapshotHandle other = write(address("other", 1), new byte[] {1});
        complete("run", 1, 5, snapshot);
        complete("other", 1, 5, other);
        store.complete(new CheckpointManifest("run", 2, 5, true, 5, List.of(snapshot)));
        store.deleteRun("run");
        store.deleteRun("unknown");
        assertThat(completed("run")).isEmpty();
        assertGone(snapshot);
        assertThat(completed("other")).containsExactly(1L);
        assertReadable(other);
        complete("run", 1, 1);
    }
}
