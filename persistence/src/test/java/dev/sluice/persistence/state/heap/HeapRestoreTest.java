package dev.sluice.persistence.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.state.ChunkList;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.StoreModel;
import dev.sluice.persistence.state.format.EntryWriter;
import org.junit.jupiter.api.Test;

class HeapRestoreTest {
    /** Several chunks for each key group. */
    private static final int KEYS = 3 * EntryWriter.LIMIT * StoreModel.MAX_PARALLELISM;

    private final KeyCursor key = new KeyCursor(KeyKind.LONG, StoreModel.MAX_PARALLELISM);

    private ChunkList snapshot(long... namespaces) throws Exception {
        KeyedStateStore store = StoreModel.open(new HeapBackend(), KeyKind.LONG, 0, 1, StoreModel.codec());
        for (long namespace : namespaces) {
            KeyedLongs longs = store.longs("longs").at(namespace);
            for (long i = 0; i < KEYS; i++) {
                key.pointBoxed(i);
                longs.put(key, i * 31 + namespace);
            }
        }
        ChunkList chunks = new ChunkList();
        store.freeze(new SnapshotRequest(1, 0, true)).write("operator", chunks, StoreModel.codec());
        return chunks;
    }

    @Test
    void when_many_numbers_are_restored_then_every_one_is_back() throws Exception {
        KeyedStateStore restored = StoreModel.open(new HeapBackend(), KeyKind.LONG, 0, 1, StoreModel.codec());
        for (Chunk chunk : snapshot(Namespaces.DEFAULT, 7).chunks) {
            restored.restore(chunk);
        }
        for (long namespace : new long[] {Namespaces.DEFAULT, 7}) {
            KeyedLongs longs = restored.longs("longs").at(namespace);
            assertThat(longs.size()).isEqualTo(KEYS);
            for (long i = 0; i < KEYS; i++) {
                key.pointBoxed(i);
                assertThat(longs.get(key, -1)).isEqualTo(i * 31 + namespace);
            }
        }
    }

    @Test
    void when_there_is_one_namespace_then_a_number_takes_sixteen_bytes_of_a_snapshot() throws Exception {
        ChunkList chunks = snapshot(Namespaces.DEFAULT);
        long bytes = chunks.chunks.stream()
                .mapToLong(chunk -> chunk.payload().length)
                .sum();
        assertThat(bytes).isBetween(16L * KEYS, 16L * KEYS + 64L * chunks.chunks.size());
    }
}
