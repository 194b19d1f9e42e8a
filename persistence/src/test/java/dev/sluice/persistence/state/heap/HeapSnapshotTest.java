package dev.sluice.persistence.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.StoreModel;
import dev.sluice.persistence.state.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapSnapshotTest {
    private static final int KEYS = 5_000;

    private final ValueCodec codec = StoreModel.codec();
    private final KeyedStateStore store = StoreModel.open(new HeapBackend(), KeyKind.LONG, 0, 1, codec);
    private final KeyedValues<List<Long>> lists =
            store.<List<Long>>values("lists", ValueType.serialized()).at(Namespaces.DEFAULT);
    private final KeyCursor key = new KeyCursor(KeyKind.LONG, StoreModel.MAX_PARALLELISM);

    private void appendToAll(long number) {
        for (long i = 0; i < KEYS; i++) {
            key.pointBoxed(i);
            List<Long> list = lists.get(key);
            if (list == null) {
                list = new ArrayList<>();
            }
            list.add(number);
            lists.put(key, list);
        }
    }

    @Test
    void when_snapshots_are_written_by_another_thread_while_values_change_then_each_is_of_its_moment(
            @TempDir Path directory) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try (LocalCheckpointStore checkpoints = new LocalCheckpointStore(directory)) {
            List<Future<SnapshotHandle>> handles = new ArrayList<>();
            for (long round = 0; round < 6; round++) {
                appendToAll(round);
                StateSnapshot snapshot = store.freeze(SnapshotRequest.first(1));
                long checkpoint = round;
                handles.add(writers.submit(() -> {
                    SnapshotAddress address = new SnapshotAddress("run", checkpoint, 1, "vertex", 0);
                    ValueCodec own = ValueCodec.create(AllowedTypes.builder().build());
                    try (SnapshotWriter writer = checkpoints.begin(address)) {
                        snapshot.write("operator", writer, own);
                        return writer.commit();
                    } finally {
                        snapshot.release();
                    }
                }));
            }
            appendToAll(99);
            for (int round = 0; round < handles.size(); round++) {
                List<Long> expected = new ArrayList<>();
                for (long i = 0; i <= round; i++) {
                    expected.add(i);
                }
                assertThat(restored(checkpoints, handles.get(round).get()))
                        .hasSize(KEYS)
                        .allMatch(expected::equals);
            }
        } finally {
            writers.shutdown();
        }
    }

    private List<List<Long>> restored(LocalCheckpointStore checkpoints, SnapshotHandle handle) throws Exception {
        List<List<Long>> all = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            KeyGroupRange range = KeyGroupRange.of(subtask, 3, StoreModel.MAX_PARALLELISM);
            try (KeyedStateStore part = StoreModel.open(new HeapBackend(), KeyKind.LONG, subtask, 3, codec);
                    SnapshotReader reader = checkpoints.open(handle)) {
                for (Chunk chunk = reader.next(range::contains); chunk != null; chunk = reader.next(range::contains)) {
                    part.restore(chunk);
                }
                KeyedValues.Scan<List<Long>> scan = part.<List<Long>>values("lists", ValueType.serialized())
                        .at(Namespaces.DEFAULT)
                        .scan();
                while (scan.next(key)) {
                    all.add(scan.value());
                }
            }
        }
        return all;
    }

    @Test
    void when_a_table_is_frozen_very_often_without_a_change_then_the_next_change_still_works() {
        appendToAll(1);
        for (int checkpoint = 0; checkpoint < 60_000; checkpoint++) {
            store.freeze(SnapshotRequest.first(1)).release();
        }
        appendToAll(2);
        key.pointBoxed(7L);
        assertThat(lists.get(key)).containsExactly(1L, 2L);
    }
}
