package dev.sluice.persistence.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavepointFolderTest {
    private static final JobOutline JOB = new JobOutline(
            "job", "f", 128, List.of(new OperatorOutline("op", "Op", "v", 2, false)), Map.of("earlier", 3L));

    @TempDir
    private Path folder;

    private Path target() {
        return folder.resolve("savepoints/one");
    }

    private static SnapshotHandle write(SavepointWriter to, String vertex) throws IOException {
        try (PieceWriter writer = to.begin(new SnapshotAddress("run", 7, 2, vertex, 0))) {
            writer.chunk(new ChunkHeader("op", "state", 5, 1), new byte[] {1, 2, 3}, 0, 3);
            return writer.commit();
        }
    }

    private static CheckpointManifest manifest(SnapshotHandle... snapshots) {
        return new CheckpointManifest("run", 7, 2, true, 1_000, List.of(snapshots), JOB);
    }

    private CheckpointManifest taken() throws IOException {
        try (SavepointWriter writer = SavepointWriter.create(target(), "run")) {
            CheckpointManifest manifest = manifest(write(writer, "v"), write(writer, "w/ö"));
            writer.complete(manifest);
            writer.publish();
            return manifest;
        }
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void read(SavepointFolder savepoint) throws IOException {
        for (SnapshotHandle handle : savepoint.manifest().snapshots()) {
            try (SnapshotReader reader = savepoint.open(handle)) {
                Chunk chunk = Objects.requireNonNull(reader.next(group -> true));
                assertThat(chunk.payload()).containsExactly(1, 2, 3);
                assertThat(reader.next(group -> true)).isNull();
            }
        }
    }

    @Test
    void when_a_savepoint_was_copied_elsewhere_then_it_is_read_there() throws IOException {
        CheckpointManifest manifest = taken();
        Path copied = Files.move(target(), folder.resolve("copied"));
        SavepointFolder savepoint = SavepointFolder.open(copied);
        assertThat(savepoint.manifest()).isEqualTo(manifest);
        assertThat(savepoint.manifest().bytes()).isPositive();
        read(savepoint);
    }

    @Test
    void when_it_has_no_name_yet_then_there_is_no_savepoint_and_closing_leaves_nothing() throws IOException {
        try (SavepointWriter writer = SavepointWriter.create(target(), "run")) {
            writer.complete(manifest(write(writer, "v")));
            assertThat(target()).doesNotExist();
            assertThatThrownBy(() -> SavepointFolder.open(target())).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(all()).isEmpty();
    }

    @Test
    void when_a_writer_was_killed_then_the_next_one_of_the_same_name_begins_anew() throws IOException {
        SavepointWriter killed = SavepointWriter.create(target(), "run");
        write(killed, "left");
        taken();
        assertThat(all()).hasSize(3).allMatch(file -> file.startsWith(target()));
    }

    @Test
    void when_the_folder_is_there_and_empty_then_it_is_used() throws IOException {
        Files.createDirectories(target());
        taken();
        read(SavepointFolder.open(target()));
    }

    @Test
    void when_something_is_in_the_folder_then_it_is_refused_and_stays() throws IOException {
        Files.createDirectories(target());
        Files.writeString(target().resolve("mine"), "x");
        assertThatThrownBy(() -> SavepointWriter.create(target(), "run"))
                .isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(all()).containsExactly(target().resolve("mine"));
    }

    @Test
    void when_something_is_put_there_meanwhile_then_it_stays_and_the_savepoint_gets_no_name() throws IOException {
        try (SavepointWriter writer = SavepointWriter.create(target(), "run")) {
            writer.complete(manifest(write(writer, "v")));
            Files.createDirectories(target());
            Files.writeString(target().resolve("mine"), "x");
            assertThatThrownBy(writer::publish).isInstanceOf(DirectoryNotEmptyException.class);
        }
        assertThat(all()).containsExactly(target().resolve("mine"));
    }

    @Test
    void when_it_is_a_file_then_it_is_refused() throws IOException {
        Files.createDirectories(target().getParent());
        Files.writeString(target(), "x");
        assertThatThrownBy(() -> SavepointWriter.create(target(), "run"))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void when_a_byte_is_wrong_then_file_and_offset_are_named() throws IOException {
        CheckpointManifest manifest = taken();
        for (Path file : all()) {
            byte[] before = Files.readAllBytes(file);
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.seek(before.length - 3L);
                bytes.write(before[before.length - 3] ^ 1);
            }
            assertThatThrownBy(() -> read(SavepointFolder.open(target())))
                    .isInstanceOf(DamagedSnapshotException.class)
                    .hasMessageContaining(file + " is damaged at offset ");
            Files.write(file, before);
        }
        assertThat(SavepointFolder.open(target()).manifest()).isEqualTo(manifest);
    }

    @Test
    void when_a_manifest_leads_out_of_the_folder_then_it_is_refused() throws IOException {
        SnapshotHandle inside = taken().snapshots().get(0);
        SnapshotHandle outside = new SnapshotHandle(inside.address(), inside.bytes(), inside.chunks(), "../mine");
        SavepointFolder savepoint = SavepointFolder.open(target());
        assertThatThrownBy(() -> savepoint.open(outside)).isInstanceOf(DamagedSnapshotException.class);
    }

    @Test
    void when_a_manifest_is_of_version_1_then_it_is_still_read_but_does_not_say_whose_state_it_is() throws IOException {
        String json = """
                {"run":"run","checkpoint":7,"epoch":2,"savepoint":false,"completedAt":1000,"snapshots":[
                {"address":{"run":"run","checkpoint":7,"epoch":2,"vertex":"v","subtask":0},
                "bytes":99,"chunks":1,"location":"run/c7-e2-v-0.snapshot"}]}""";
        byte[] written = ManifestFormat.encode(1, json.getBytes(StandardCharsets.UTF_8));
        CheckpointManifest manifest = ManifestFormat.decode(written, "here");
        assertThat(manifest.job()).isNull();
        assertThat(manifest.bytes()).isEqualTo(99);
        assertThat(manifest.snapshots()).hasSize(1);
    }
}
