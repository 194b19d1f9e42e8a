package dev.sluice.persistence.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/** What tests of the store do with it. Chunks are of the key group that is their position. */
final class StoreHarness {
    static final String RUN = "run";

    private StoreHarness() {}

    static SnapshotAddress address(long checkpoint, long epoch) {
        return new SnapshotAddress(RUN, checkpoint, epoch, "vertex", 0);
    }

    static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A snapshot of chunks of 256 KiB of noise, from seeds. */
    static SnapshotHandle write(CheckpointStore store, SnapshotAddress address, long... seeds) throws IOException {
        try (SnapshotWriter writer = store.begin(address)) {
            for (int i = 0; i < seeds.length; i++) {
                chunk(writer, i, seeds[i]);
            }
            return writer.commit();
        }
    }

    static void chunk(SnapshotWriter writer, int keyGroup, long seed) throws IOException {
        byte[] payload = noise(256 << 10, seed);
        writer.chunk(new ChunkHeader("operator", "state", keyGroup, 1), payload, 0, payload.length);
    }

    static List<Chunk> read(CheckpointStore store, SnapshotHandle handle, IntPredicate keyGroups) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        try (SnapshotReader reader = store.open(handle)) {
            for (Chunk chunk = reader.next(keyGroups); chunk != null; chunk = reader.next(keyGroups)) {
                chunks.add(chunk);
            }
        }
        return chunks;
    }

    static void complete(CheckpointStore store, long epoch, SnapshotHandle handle) throws IOException {
        store.complete(new CheckpointManifest(RUN, handle.address().checkpoint(), epoch, false, 1, List.of(handle)));
    }

    static long rows(CqlSession session, String table) {
        return session.execute("SELECT count(*) FROM " + table).one().getLong(0);
    }
}
