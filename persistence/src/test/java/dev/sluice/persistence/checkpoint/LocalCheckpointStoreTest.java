package dev.sluice.persistence.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCheckpointStoreTest extends SharedPartsContract {
    @TempDir
    Path directory;

    private final List<DamagedSnapshotException> damage = new ArrayList<>();

    @Override
    protected CheckpointStore open() {
        return new LocalCheckpointStore(directory.resolve("new/checkpoints"), damage::add);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Path only(String ending) throws IOException {
        List<Path> found = files().stream()
                .filter(file -> file.toString().endsWith(ending))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void when_closed_without_commit_then_no_file_is_left() throws IOException {
        SnapshotWriter writer = store.begin(address("run", 1));
        writer.chunk(new ChunkHeader("op", "state", 0, 1), new byte[10], 0, 10);
        assertThat(files()).hasSize(1);
        writer.close();
        writer.close();
        assertThat(files()).isEmpty();
        assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void when_a_writer_crashed_then_retention_removes_what_it_left() throws IOException {
        write(address("run", 1), new byte[] {1});
        Path snapshot = only(".snapshot");
        Path left = snapshot.resolveSibling("c2-e1-v-0.snapshot.unfinished");
        Path manifest = snapshot.resolveSibling("c2-e1.checkpoint.unfinished");
        Files.copy(snapshot, left);
        Files.copy(snapshot, manifest);
        store.retain("run", Set.of(), 2);
        assertThat(files()).containsExactly(left, manifest).doesNotContain(snapshot);
        assertThat(store.completed("run")).isEmpty();
        store.retain("run", Set.of(), 3);
        assertThat(files()).isEmpty();
    }

    @Test
    void when_a_manifest_is_damaged_then_it_is_reported_and_an_older_one_is_the_newest() throws IOException {
        complete("run", 1, 1);
        complete("run", 2, 1);
        Path newest = only("c2-e1.checkpoint");
        Files.writeString(newest, Files.readString(newest).replace("1002", "1003"));
        assertThat(completed("run")).containsExactly(1L);
        assertThat(damage).hasSize(1);
        assertThat(damage.get(0)).hasMessageContaining(newest + " is damaged at offset 0: the checksum is wrong");
        assertThat(damage.get(0).location()).isEqualTo(newest.toString());
    }

    @Test
    void when_a_manifest_lies_under_another_name_then_it_is_reported() throws IOException {
        complete("run", 1, 1);
        Path manifest = only("c1-e1.checkpoint");
        Files.move(manifest, manifest.resolveSibling("c7-e1.checkpoint"));
        assertThat(completed("run")).isEmpty();
        assertThat(damage).hasSize(1);
    }

    @Test
    void when_a_manifest_is_read_by_a_person_then_it_is_json_after_one_line() throws IOException {
        CheckpointManifest manifest = complete("run", 1, 1, write(address("run", 1), new byte[] {1}));
        String text = Files.readString(only(".checkpoint"));
        String json = text.substring(text.indexOf('\n'));
        assertThat(new ObjectMapper().readValue(json, CheckpointManifest.class)).isEqualTo(manifest);
    }

    @Test
    void when_a_newer_release_wrote_a_manifest_then_it_is_not_left_out_in_silence() throws IOException {
        complete("run", 1, 1);
        Path manifest = only(".checkpoint");
        byte[] json = "{\"shape\": \"unknown\"}".getBytes(StandardCharsets.UTF_8);
        Files.write(manifest, ManifestFormat.encode(3, json));
        assertThatThrownBy(() -> store.completed("run"))
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining(manifest + " has format version 3, and this release knows versions up to 2");
    }

    @Test
    void when_a_handle_points_out_of_the_directory_then_it_is_refused() throws IOException {
        SnapshotHandle handle = write(address("run", 1), new byte[] {1});
        var outside =
                new SnapshotHandle(handle.address(), handle.bytes(), handle.chunks(), "../../" + handle.location());
        assertThatThrownBy(() -> store.open(outside)).isInstanceOf(DamagedSnapshotException.class);
    }

    @Test
    void when_the_directory_is_moved_then_handles_still_point_to_the_snapshots() throws IOException {
        SnapshotHandle handle = write(address("run", 1), new byte[] {1});
        Path moved = directory.resolve("moved");
        Files.move(directory.resolve("new/checkpoints"), moved);
        try (CheckpointStore other = new LocalCheckpointStore(moved)) {
            other.verify(handle);
        }
    }

    @Test
    void when_handles_and_manifests_are_serialized_by_jackson_then_they_come_back() throws IOException {
        var handle = new SnapshotHandle(address("run", 1), 123, 4, "run/file");
        var manifest = new CheckpointManifest("run", 1, 2, true, 99, List.of(handle));
        for (ObjectMapper mapper : List.of(new ObjectMapper(), new CBORMapper())) {
            byte[] bytes = mapper.writeValueAsBytes(manifest);
            assertThat(mapper.readValue(bytes, CheckpointManifest.class)).isEqualTo(manifest);
        }
    }
}
