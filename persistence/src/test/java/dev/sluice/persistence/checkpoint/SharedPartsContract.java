package dev.sluice.persistence.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every checkpoint store must do, with parts of snapshots that others share. */
public abstract class SharedPartsContract extends CheckpointStoreContract {
    /** Writes a snapshot of one chunk, 0, with these parts of one chunk each, 1 and up, that shares these pieces. */
    protected SnapshotHandle writeParted(SnapshotAddress address, int parts, SnapshotHandle... shared)
            throws IOException {
        try (SnapshotWriter writer = store.begin(address)) {
            for (SnapshotHandle piece : shared) {
                writer.share(piece);
            }
            for (int part = 1; part <= parts; part++) {
                writePart(writer, part);
            }
            writer.chunk(HEADER, new byte[] {0}, 0, 1);
            return writer.commit();
        }
    }

    protected static SnapshotHandle writePart(SnapshotWriter writer, int content) throws IOException {
        try (PieceWriter part = writer.part()) {
            part.chunk(HEADER, new byte[] {(byte) content}, 0, 1);
            return part.commit();
        }
    }

    protected List<Integer> contents(SnapshotHandle handle) throws IOException {
        List<Integer> contents = new ArrayList<>();
        for (SnapshotHandle piece : handle.pieces()) {
            for (Chunk chunk : read(piece)) {
                contents.add((int) chunk.payload()[0]);
            }
        }
        return contents;
    }

    @Test
    void when_written_in_parts_then_the_handle_lists_them_in_order_and_each_is_read_by_itself() throws IOException {
        SnapshotHandle first = writeParted(address("run", 1), 3);
        SnapshotHandle second = writeParted(
                address("run", 2), 1, first.shared().get(2), first.shared().get(0));
        reopen();
        assertThat(contents(first)).containsExactly(1, 2, 3, 0);
        assertThat(contents(second)).containsExactly(3, 1, 1, 0);
        assertThat(second.shared().subList(0, 2))
                .containsExactly(first.shared().get(2), first.shared().get(0));
        assertThat(first.newBytes()).isEqualTo(first.fullBytes());
        assertThat(second.newBytes())
                .isEqualTo(second.bytes() + second.shared().get(2).bytes())
                .isLessThan(second.fullBytes());
        complete("run", 2, 1, second);
        assertThat(store.completed("run").get(0).snapshots()).containsExactly(second);
    }

    @Test
    void when_a_remaining_manifest_shares_a_part_then_that_part_alone_stays() throws IOException {
        SnapshotHandle first = writeParted(address("run", 1), 2);
        complete("run", 1, 1, first);
        SnapshotHandle kept = first.shared().get(1);
        SnapshotHandle second = writeParted(address("run", 2), 1, kept);
        complete("run", 2, 1, second);
        SnapshotHandle third = writeParted(address("run", 3), 1, kept);
        complete("run", 3, 1, third);
        store.retain("run", Set.of(3L), 4);
        assertReadable(third);
        assertReadable(kept);
        assertGone(first.shared().get(0));
        assertGone(second.shared().get(1));
        complete("run", 4, 1, writeParted(address("run", 4), 1));
        store.retain("run", Set.of(4L), 5);
        assertGone(kept);
    }

    @Test
    void when_a_savepoint_shares_a_part_then_it_stays() throws IOException {
        SnapshotHandle first = writeParted(address("run", 1), 1);
        complete("run", 1, 1, first);
        SnapshotHandle second = writeParted(address("run", 2), 0, first.shared().get(0));
        store.complete(new CheckpointManifest("run", 2, 1, true, 5, List.of(second)));
        store.retain("run", Set.of(), 10);
        assertReadable(second);
    }

    @Test
    void when_a_shared_part_is_missing_then_the_snapshot_is_not_whole() throws IOException {
        SnapshotHandle first = writeParted(address("run", 1), 1);
        complete("run", 1, 1, first);
        SnapshotHandle second = writeParted(address("run", 2), 0, first.shared().get(0));
        store.retain("run", Set.of(), 2); // names nothing, for no checkpoint is complete that does
        assertGone(second);
        assertThat(read(new SnapshotHandle(second.address(), second.bytes(), second.chunks(), second.location())))
                .hasSize(1);
    }

    @Test
    void when_a_snapshot_is_not_committed_then_its_parts_go_with_it() throws IOException {
        SnapshotHandle part;
        try (SnapshotWriter writer = store.begin(address("run", 1))) {
            part = writePart(writer, 1);
        }
        assertGone(part);
        assertThat(contents(writeParted(address("run", 1), 2))).containsExactly(1, 2, 0);
    }

    @Test
    void when_retention_runs_while_parts_are_written_then_they_and_what_is_shared_stay() throws IOException {
        SnapshotHandle first = writeParted(address("run", 1), 1);
        complete("run", 1, 1, first);
        SnapshotHandle second;
        try (SnapshotWriter writer = store.begin(address("run", 2))) {
            writer.share(first.shared().get(0));
            writePart(writer, 2);
            store.retain("run", Set.of(1L), 10);
            try (PieceWriter part = writer.part()) {
                part.chunk(HEADER, new byte[] {3}, 0, 1);
                store.retain("run", Set.of(1L), 10);
                part.commit();
            }
            store.retain("run", Set.of(1L), 10);
            writer.chunk(HEADER, new byte[] {0}, 0, 1);
            second = writer.commit();
            store.retain("run", Set.of(1L), 10);
        }
        assertThat(contents(second)).containsExactly(1, 2, 3, 0);
    }

    @Test
    void when_what_is_shared_was_deleted_then_the_snapshot_is_refused() throws IOException {
        SnapshotHandle first = writeParted(address("run", 1), 2);
        try (SnapshotWriter writer = store.begin(address("run", 2))) {
            writer.share(first.shared().get(0));
            store.retain("run", Set.of(), 2);
            assertThatThrownBy(() -> writer.share(first.shared().get(1))).isInstanceOf(IOException.class);
            assertThatThrownBy(writer::commit).isInstanceOf(IOException.class);
        }
        assertThat(contents(writeParted(address("run", 2), 1))).containsExactly(1, 0);
    }
}
