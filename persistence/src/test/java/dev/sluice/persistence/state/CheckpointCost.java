package dev.sluice.persistence.state;

import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import java.util.List;
import java.util.Random;

/** Prints what checkpoints of a backend cost when everything has changed, and when one key of a hundred has. */
public final class CheckpointCost {
    private static final int KEYS = Integer.getInteger("sluice.keys", 1_000_000);

    private final KeyCursor key = new KeyCursor(KeyKind.LONG, 128);
    private final Random random = new Random(1);

    /** A value of a string and two numbers. */
    public record Visits(String page, long count, double seconds) {}

    /** A codec that knows {@link Visits}. */
    public static ValueCodec codec() {
        return ValueCodec.create(AllowedTypes.builder()
                .declarePackage(CheckpointCost.class.getPackageName())
                .build());
    }

    /** Puts records into one store of a backend, and takes checkpoints of it. */
    public void ofRecords(StateBackend backend) throws Exception {
        try (Checkpoints checkpoints = new Checkpoints();
                KeyedStateStore store = backend.open(KeyGroupRange.of(0, 1, 128), KeyKind.LONG, 128, codec())) {
            KeyedValues<Visits> values =
                    store.<Visits>values("visits", ValueType.serialized()).at(Namespaces.DEFAULT);
            run("records", checkpoints, store, (i, round) -> {
                key.point(i, KeyGroups.hash(i));
                values.put(key, new Visits("/page/" + i % 100, i + round, i * 0.5));
            });
        }
    }

    /** The same with numbers. */
    public void ofNumbers(StateBackend backend) throws Exception {
        try (Checkpoints checkpoints = new Checkpoints();
                KeyedStateStore store = backend.open(KeyGroupRange.of(0, 1, 128), KeyKind.LONG, 128, codec())) {
            KeyedLongs numbers = store.longs("numbers").at(Namespaces.DEFAULT);
            run("numbers", checkpoints, store, (i, round) -> {
                key.point(i, KeyGroups.hash(i));
                numbers.put(key, i + round);
            });
        }
    }

    private interface Put {
        void put(long key, int round);
    }

    private void run(String what, Checkpoints checkpoints, KeyedStateStore store, Put put) throws Exception {
        long start = System.nanoTime();
        for (long i = 0; i < KEYS; i++) {
            put.put(i, 0);
        }
        System.out.printf("%d %s put: %d ns each%n", KEYS, what, (System.nanoTime() - start) / KEYS);
        checkpoint(checkpoints, store, what + ", full");
        for (int round = 1; round <= 6; round++) {
            for (int i = 0; i < KEYS / 100; i++) {
                put.put(random.nextInt(KEYS), round);
            }
            checkpoint(checkpoints, store, what + ", 1 % changed");
        }
    }

    private static void checkpoint(Checkpoints checkpoints, KeyedStateStore store, String what) throws Exception {
        SnapshotRequest request = checkpoints.next(false);
        long start = System.nanoTime();
        StateSnapshot snapshot = store.freeze(request);
        long frozen = System.nanoTime();
        SnapshotHandle handle = checkpoints.write(snapshot, request.checkpoint(), 0);
        long written = System.nanoTime();
        snapshot.release();
        checkpoints.complete(handle, List.of());
        System.out.printf(
                "%s: frozen in %.1f ms, written in %d ms, %.2f MB new of %.2f MB in %d pieces%n",
                what,
                (frozen - start) / 1e6,
                (written - frozen) / 1_000_000,
                handle.newBytes() / 1e6,
                handle.fullBytes() / 1e6,
                handle.pieces().size());
    }
}
