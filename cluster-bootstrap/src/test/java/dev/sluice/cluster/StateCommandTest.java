package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.local.StateCommand;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.OperatorOutline;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SavepointWriter;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.schema.OperatorSchema;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.EntryWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCommandTest {
    private static final String SCHEMA = """
            sluice-schema 1
            key java.lang.String
            state ValueState<shop.Order> open order
            record shop.Order id:long note:java.lang.String
            """;

    private final Cli cli = new Cli(new ScriptedRuntime());

    @TempDir
    private Path folder;

    private int run(String... args) {
        return cli.run(List.of(new StateCommand()), args);
    }

    private Path savepoint() throws IOException {
        Path target = folder.resolve("savepoint");
        try (SavepointWriter writer = SavepointWriter.create(target, "run")) {
            List<SnapshotHandle> snapshots = new ArrayList<>();
            for (int subtask = 0; subtask < 2; subtask++) {
                try (PieceWriter piece = writer.begin(new SnapshotAddress("shop-1", 7, 1, "orders", subtask))) {
                    chunk(piece, OperatorSchema.STATE, ChunkHeader.NOT_KEYED, 1, SCHEMA);
                    chunk(piece, "open order", subtask, 3, "abc");
                    chunk(piece, "open order", subtask + 2, 2, "ab");
                    chunk(piece, "watermark", ChunkHeader.NOT_KEYED, 1, "12345678");
                    snapshots.add(piece.commit());
                }
            }
            OperatorOutline orders = new OperatorOutline("orders", "open orders", "orders", 2, false);
            JobOutline job = new JobOutline("shop", "0a1b", 128, List.of(orders), Map.of());
            writer.complete(new CheckpointManifest("shop-1", 7, 1, true, 0, snapshots, job));
            writer.publish();
        }
        return target;
    }

    private static void chunk(PieceWriter piece, String state, int keyGroup, int entries, String payload)
            throws IOException {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        piece.chunk(new ChunkHeader("orders", state, keyGroup, entries), bytes, 0, bytes.length);
    }

    @Test
    void when_a_savepoint_is_looked_at_then_operators_states_types_entries_and_bytes_are_shown() throws Exception {
        assertThat(run("state", savepoint().toString())).isZero();
        assertThat(cli.out())
                .contains("job shop, run shop-1, checkpoint 7 of 1970-01-01T00:00:00Z, 128 key groups, ")
                .contains(" in 2 snapshots")
                .containsPattern("OPERATOR +KEY +STATE +TYPE +ENTRIES +BYTES\\R")
                .containsPattern("orders +java.lang.String +open order +ValueState<shop.Order> +10 +10 B\\R")
                .containsPattern("orders +watermark +2 +16 B\\R")
                .doesNotContain("record shop.Order");
    }

    private Path savepointOfTotals() throws IOException {
        Path target = folder.resolve("totals");
        ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
        try (SavepointWriter writer = SavepointWriter.create(target, "run");
                PieceWriter piece = writer.begin(new SnapshotAddress("shop-1", 7, 1, "totals", 0))) {
            byte[] schema =
                    "sluice-schema 1\nkey java.lang.String\nstate ValueState<java.util.List<java.lang.Long>> last\n"
                            .getBytes(StandardCharsets.UTF_8);
            piece.chunk(
                    new ChunkHeader("totals", OperatorSchema.STATE, ChunkHeader.NOT_KEYED, 1),
                    schema,
                    0,
                    schema.length);
            EntryWriter entries = new EntryWriter("totals", piece, codec, KeyKind.OBJECT);
            KeyCursor key = new KeyCursor(KeyKind.OBJECT, 128);
            entries.begin("last", 3, EntryKind.OBJECTS);
            for (long i = 0; i < 5; i++) {
                key.pointBoxed("k" + i);
                entries.add(0, key, List.of(i, i * i));
            }
            entries.flush();
            OperatorOutline totals = new OperatorOutline("totals", "totals", "totals", 1, false);
            JobOutline job = new JobOutline("shop", "0a1b", 128, List.of(totals), Map.of());
            writer.complete(new CheckpointManifest("shop-1", 7, 1, true, 0, List.of(piece.commit()), job));
            writer.publish();
        }
        return target;
    }

    @Test
    void when_a_state_is_named_then_its_entries_are_printed() throws Exception {
        String savepoint = savepointOfTotals().toString();
        assertThat(run("state", savepoint, "totals", "last")).isZero();
        assertThat(cli.out().lines())
                .hasSize(5)
                .contains("{\"key\":\"k0\",\"value\":[0,0]}", "{\"key\":\"k3\",\"value\":[3,9]}");
    }

    @Test
    void when_there_is_a_limit_then_no_more_is_printed() throws Exception {
        assertThat(run("state", savepointOfTotals().toString(), "totals", "last", "--limit", "2"))
                .isZero();
        assertThat(cli.out().lines()).hasSize(2);
    }

    @Test
    void when_a_state_is_not_there_then_those_that_are_there_are_named() throws Exception {
        String savepoint = savepointOfTotals().toString();
        assertThat(run("state", savepoint, "total", "last")).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).contains("holds no state of an operator \"total\", only of totals");
        assertThat(run("state", savepoint, "totals")).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).contains("say which state of \"totals\": last");
        assertThat(run("state", savepoint, "totals", "lost")).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).contains("no state \"lost\": it has \"last\" of ValueState<");
    }

    @Test
    void when_types_are_asked_for_then_the_classes_are_shown() throws Exception {
        assertThat(run("state", savepoint().toString(), "--types")).isZero();
        assertThat(cli.out()).contains("record shop.Order id:long note:java.lang.String");
    }

    @Test
    void when_the_folder_is_no_savepoint_then_that_is_said() {
        assertThat(run("state", folder.toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).contains("is no savepoint: it has no file manifest.savepoint");
        assertThat(run("state", folder.resolve("none").toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(cli.err()).contains("there is no folder");
    }

    @Test
    void when_a_byte_is_damaged_then_file_and_offset_are_named() throws Exception {
        Path savepoint = savepoint();
        Path file;
        try (Stream<Path> files = Files.list(savepoint)) {
            file = files.filter(each -> !each.getFileName().toString().startsWith("manifest"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(run("state", savepoint.toString())).isNotZero();
        assertThat(cli.err()).contains(file.getFileName().toString()).contains("offset");
    }
}
