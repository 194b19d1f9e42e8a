package dev.sluice.persistence.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.state.StoreModel.Step;
import dev.sluice.persistence.state.rocks.RocksDbBackends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots that build on each other, in a real store that deletes what no completed checkpoint needs: whatever
 * checkpoint is completed, restoring it gives the state of that moment, whichever were given up before.
 */
public abstract class IncrementalContract {
    private static final Step.Kind[] KINDS = {
        Step.Kind.PUT,
        Step.Kind.PUT,
        Step.Kind.CHANGE,
        Step.Kind.CHANGE,
        Step.Kind.REMOVE,
        Step.Kind.REMOVE,
        Step.Kind.FOLD,
        Step.Kind.MERGE,
        Step.Kind.DROP
    };

    private static final AtomicInteger BUILT = new AtomicInteger();

    @AfterContainer
    static void someMustHaveBuiltOnOthers() {
        assertThat(BUILT.get()).isGreaterThan(20);
        System.out.println(BUILT.getAndSet(0) + " snapshots built on others");
    }

    /**
     * What is tested.
     *
     * @param incrementalFrom how many entries a store must have for snapshots of changes
     */
    protected abstract StateBackend backend(long incrementalFrom);

    @Property(tries = 30)
    void longKeys(@ForAll Random random) throws Exception {
        new Run(KeyKind.LONG, random).go();
    }

    @Property(tries = 15)
    void intKeys(@ForAll Random random) throws Exception {
        new Run(KeyKind.INT, random).go();
    }

    @Property(tries = 30)
    void objectKeys(@ForAll Random random) throws Exception {
        new Run(KeyKind.OBJECT, random).go();
    }

    /** A checkpoint that is not yet complete. */
    private record Pending(SnapshotRequest request, StateSnapshot snapshot, Map<String, String> expected) {}

    private final class Run {
        private final KeyKind kind;
        private final Random random;
        private final KeyedStateStore store;
        private final StoreModel model;
        private long checkpoint;
        private long completed;

        Run(KeyKind kind, Random random) {
            this.kind = kind;
            this.random = random;
            // From the first entry on, so that noting begins and ends often.
            store = StoreModel.open(backend(1 + random.nextInt(40)), kind, 0, 1, StoreModel.codec());
            model = new StoreModel(kind, store);
        }

        void go() throws Exception {
            Path directory = Files.createTempDirectory("incremental");
            try (CheckpointStore checkpoints = new LocalCheckpointStore(directory);
                    RocksDbBackends disk = new RocksDbBackends()) {

                change(500); // or most of it would change each time
                for (int round = 0; round < 30; round++) {
                    int most = random.nextInt(3) == 0 ? 150 : 12;
                    change(random.nextInt(most));
                    Pending pending = freeze();
                    change(random.nextInt(12));
                    if (random.nextInt(6) == 0) {
                        pending.snapshot.release(); // given up before it was written
                        continue;
                    }
                    SnapshotHandle handle = write(checkpoints, pending);
                    pending.snapshot.release();
                    if (random.nextInt(4) > 0) {
                        complete(checkpoints, pending, handle, disk.backend());
                    }
                }
            } finally {
                store.close();
                delete(directory);
            }
        }

        private void change(int steps) {
            for (int i = 0; i < steps; i++) {
                Step.Kind what = KINDS[random.nextInt(KINDS.length)];
                if (what == Step.Kind.DROP && random.nextInt(4) > 0) {
                    what = Step.Kind.PUT;
                }
                long namespace = random.nextInt(4) == 0 ? random.nextInt(3) * 60_000L : 0;
                int key = random.nextInt(random.nextInt(3) == 0 ? 400 : 12);
                model.apply(new Step(what, random.nextInt(StoreModel.STATES.size()), namespace, key));
            }
        }

        private Pending freeze() {
            SnapshotRequest request = new SnapshotRequest(++checkpoint, completed, random.nextInt(8) == 0);
            return new Pending(request, store.freeze(request), model.expected());
        }

        private SnapshotHandle write(CheckpointStore checkpoints, Pending pending) throws Exception {
            SnapshotAddress address = new SnapshotAddress("run", pending.request.checkpoint(), 1, "vertex", 0);
            try (SnapshotWriter writer = checkpoints.begin(address)) {
                pending.snapshot.write("operator", writer, StoreModel.codec());
                SnapshotHandle handle = writer.commit();
                if (pending.request.savepoint()) {
                    assertThat(handle.shared())
                            .as("a savepoint needs nothing else")
                            .isEmpty();
                }
                if (handle.shared().size() > 1) {
                    BUILT.incrementAndGet();
                }
                return handle;
            }
        }

        private void complete(CheckpointStore checkpoints, Pending pending, SnapshotHandle handle, StateBackend onDisk)
                throws Exception {
            completed = pending.request.checkpoint();
            checkpoints.complete(new CheckpointManifest("run", completed, 1, false, completed, List.of(handle)));
            checkpoints.retain("run", Set.of(completed), checkpoint + 1);
            int parallelism = 1 + random.nextInt(3);
            assertThat(restored(checkpoints, handle, parallelism, backend(Long.MAX_VALUE)))
                    .isEqualTo(pending.expected);
            if (random.nextInt(4) == 0) {
                assertThat(restored(checkpoints, handle, parallelism, onDisk))
                        .as("restored into RocksDB")
                        .isEqualTo(pending.expected);
            }
        }

        private Map<String, String> restored(
                CheckpointStore checkpoints, SnapshotHandle handle, int parallelism, StateBackend backend)
                throws IOException {
            Map<String, String> all = new TreeMap<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                KeyedStateStore into = StoreModel.open(backend, kind, subtask, parallelism, StoreModel.codec());
                for (SnapshotHandle piece : handle.pieces()) {
                    try (SnapshotReader reader = checkpoints.open(piece)) {
                        for (@Nullable Chunk chunk = reader.next(group -> true);
                                chunk != null;
                                chunk = reader.next(group -> true)) {
                            into.restore(chunk);
                        }
                    }
                }
                all.putAll(StoreModel.contents(kind, into));
                into.close();
            }
            return all;
        }

        private static void delete(Path directory) throws IOException {
            try (var files = Files.walk(directory)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
