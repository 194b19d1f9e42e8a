package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.Checkpoints;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.ValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Prints what checkpoints of state in RocksDB cost. Not a test: {@code -Dtest=RocksDbMeasurement}. */
class RocksDbMeasurement {
    private static final int KEYS = Integer.getInteger("sluice.keys", 1_000_000);
    private static final int CHANGED = KEYS / 100;

    record Visits(String page, long count, double seconds) {}

    private final KeyCursor key = new KeyCursor(KeyKind.LONG, 128);
    private final Random random = new Random(1);

    @Test
    void measure() throws Exception {
        ValueCodec codec = ValueCodec.create(AllowedTypes.builder()
                .declarePackage(RocksDbMeasurement.class.getPackageName())
                .build());
        bytesOfAValue(codec);
        Path folder = Files.createTempDirectory("rocksdb-measurement");
        try (RocksDbBackend backend = new RocksDbBackend(RocksDbSettings.in(folder));
                Checkpoints checkpoints = new Checkpoints();
                KeyedStateStore store = backend.open(KeyGroupRange.of(0, 1, 128), KeyKind.LONG, 128, codec)) {
            KeyedValues<Visits> values =
                    store.<Visits>values("visits", ValueType.serialized()).at(Namespaces.DEFAULT);
            long start = System.nanoTime();
            for (long i = 0; i < KEYS; i++) {
                put(values, i, 0);
            }
            System.out.printf("%d keys put: %d ns each%n", KEYS, (System.nanoTime() - start) / KEYS);
            checkpoint(checkpoints, store, "full");
            for (int round = 1; round <= 6; round++) {
                for (int i = 0; i < CHANGED; i++) {
                    put(values, random.nextInt(KEYS), round);
                }
                checkpoint(checkpoints, store, "1 % changed");
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private void put(KeyedValues<Visits> values, long i, int round) {
        key.point(i, KeyGroups.hash(i));
        values.put(key, new Visits("/page/" + i % 100, i + round, i * 0.5));
    }

    private static void bytesOfAValue(ValueCodec codec) {
        Prefixes prefixes = new Prefixes();
        Bytes out = new Bytes();
        Visits last = new Visits("/page/99", 123_456, 61_728);
        for (int i = 0; i < 1000; i++) {
            out.cutTo(0);
            prefixes.put(Visits.class, codec.encode(new Visits("/page/" + i % 100, i * 31L, i * 0.5)), out);
        }
        out.cutTo(0);
        prefixes.put(Visits.class, codec.encode(last), out);
        System.out.printf("a value: %d bytes, in its cell %d%n", codec.encode(last).length, out.length());
    }

    private static void checkpoint(Checkpoints checkpoints, KeyedStateStore store, String what) throws Exception {
        SnapshotRequest request = checkpoints.next(false);
        long start = System.nanoTime();
        StateSnapshot snapshot = store.freeze(request);
        long frozen = System.nanoTime();
        SnapshotHandle handle = checkpoints.write(snapshot, request, List.of());
        long written = System.nanoTime();
        snapshot.release();
        System.out.printf(
                "%s: frozen in %.1f ms, written in %d ms, %.2f MB new of %.2f MB in %d files%n",
                what,
                (frozen - start) / 1e6,
                (written - frozen) / 1_000_000,
                handle.newBytes() / 1e6,
                handle.fullBytes() / 1e6,
                handle.shared().size());
    }
}
