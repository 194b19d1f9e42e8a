package dev.sluice.persistence.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedCheckpointStoreTest extends SharedPartsContract {
    @TempDir
    Path directory;

    @Override
    protected CheckpointStore open() throws IOException {
        return new CachedCheckpointStore(new LocalCheckpointStore(directory.resolve("store")), copies());
    }

    private Path copies() {
        return directory.resolve("copies");
    }

    private List<Path> copyFiles() throws IOException {
        try (Stream<Path> files = Files.list(copies())) {
            return files.sorted().toList();
        }
    }

    private SnapshotHandle writeChunks(long checkpoint) throws IOException {
        try (SnapshotWriter writer = store.begin(address("run", checkpoint))) {
            for (int i = 0; i < 6; i++) {
                writer.chunk(new ChunkHeader("op", "state", i, 1), noise(1000, i), 0, 1000);
            }
            return writer.commit();
        }
    }

    private void assertRead(SnapshotHandle handle) throws IOException {
        List<Integer> keyGroups = new ArrayList<>();
        try (SnapshotReader reader = store.open(handle)) {
            for (Chunk c = reader.next(group -> group % 2 == 1); c != null; c = reader.next(group -> group % 2 == 1)) {
                assertThat(c.payload()).isEqualTo(noise(1000, c.header().keyGroup()));
                keyGroups.add(c.header().keyGroup());
            }
        }
        assertThat(keyGroups).containsExactly(1, 3, 5);
    }

    private void breakStore(SnapshotHandle handle) throws IOException {
        Files.delete(directory.resolve("store").resolve(handle.location()));
    }

    @Test
    void when_the_copy_is_there_then_the_store_is_not_asked() throws IOException {
        SnapshotHandle handle = writeChunks(1);
        breakStore(handle);
        assertRead(handle);
        assertGone(handle);
    }

    @Test
    void when_the_copy_is_damaged_anywhere_then_the_rest_comes_from_the_store() throws IOException {
        writeChunks(1);
        int size = (int) Files.size(copyFiles().get(0));
        for (int position = 0; position < size; position += 97) {
            SnapshotHandle next = writeChunks(2 + position);
            List<Path> files = copyFiles();
            for (Path copy : files) {
                byte[] content = Files.readAllBytes(copy);
                content[position] ^= 1;
                Files.write(copy, content);
            }
            assertRead(next);
        }
    }

    @Test
    void when_the_copy_is_gone_then_the_store_is_read() throws IOException {
        SnapshotHandle handle = writeChunks(1);
        Files.delete(copyFiles().get(0));
        assertRead(handle);
    }

    @Test
    void when_the_disk_takes_no_copies_then_snapshots_are_written_all_the_same() throws IOException {
        Files.delete(copies());
        Files.createFile(copies());
        assertRead(writeChunks(1));
    }

    @Test
    void when_many_snapshots_are_written_then_the_newest_three_of_each_subtask_are_kept() throws IOException {
        List<SnapshotHandle> handles = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            handles.add(writeChunks(i));
        }
        write(new SnapshotAddress("run", 1, 1, "other", 0), new byte[1]);
        write(new SnapshotAddress("other", 1, 1, "other", 0), new byte[1]);
        assertThat(copyFiles()).hasSize(5);
        for (SnapshotHandle handle : handles) {
            assertRead(handle);
        }
        store.deleteRun("run");
        assertThat(copyFiles()).hasSize(1);
    }

    @Test
    void when_snapshots_share_parts_then_copies_stay_as_long_as_one_of_the_newest_three_needs_them()
            throws IOException {
        SnapshotHandle first = writeParted(address("run", 1), 2);
        SnapshotHandle shared = first.shared().get(1);
        SnapshotHandle second = writeParted(address("run", 2), 0, shared);
        breakStore(first);
        breakStore(first.shared().get(0));
        breakStore(shared);
        assertThat(contents(first)).containsExactly(1, 2, 0);
        assertThat(contents(second)).containsExactly(2, 0);
        for (int i = 3; i <= 4; i++) {
            write(address("run", i), new byte[1]);
        }
        assertThat(copyFiles()).hasSize(4); // of the second, third and fourth, and the part that the second shares
        write(address("run", 5), new byte[1]);
        assertThat(copyFiles()).hasSize(3);
    }

    @Test
    void when_a_snapshot_is_not_committed_then_no_copy_is_left() throws IOException {
        try (SnapshotWriter writer = store.begin(address("run", 1))) {
            writer.chunk(new ChunkHeader("op", "state", 0, 1), new byte[10], 0, 10);
            writePart(writer, 1);
            assertThat(copyFiles()).hasSize(2);
        }
        assertThat(copyFiles()).isEmpty();
    }

    @Test
    void when_a_process_starts_then_what_one_before_has_left_is_deleted() throws IOException {
        SnapshotHandle handle = writeChunks(1);
        Files.createDirectories(copies().resolve("a/b"));
        try (CheckpointStore restarted = open()) {
            assertThat(copyFiles()).isEmpty();
            restarted.verify(handle);
        }
    }
}
