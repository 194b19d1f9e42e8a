package dev.sluice.runtime.coordinator;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A real store, but for what it is told to get wrong. */
final class TroubledStore implements CheckpointStore {
    private final CheckpointStore store;
    final Set<Long> manifestsLost = ConcurrentHashMap.newKeySet();
    final Set<Long> retained = ConcurrentHashMap.newKeySet();
    volatile boolean fails;

    TroubledStore(CheckpointStore store) {
        this.store = store;
    }

    @Override
    public SnapshotWriter begin(SnapshotAddress address) throws IOException {
        return store.begin(address);
    }

    @Override
    public SnapshotReader open(SnapshotHandle handle) throws IOException {
        return store.open(handle);
    }

    @Override
    public void fence(String run, long epoch) throws IOException {
        check();
        store.fence(run, epoch);
    }

    @Override
    public void complete(CheckpointManifest manifest) throws IOException {
        check();
        store.complete(manifest);
    }

    @Override
    public List<CheckpointManifest> completed(String run) throws IOException {
        check();
        return store.completed(run).stream()
                .filter(manifest -> !manifestsLost.contains(manifest.checkpoint()))
                .toList();
    }

    @Override
    public void retain(String run, Set<Long> checkpoints, long olderThan) throws IOException {
        store.retain(run, checkpoints, olderThan);
        retained.addAll(checkpoints);
        retained.retainAll(new HashSet<>(checkpoints));
    }

    @Override
    public void deleteRun(String run) throws IOException {
        store.deleteRun(run);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    private void check() throws IOException {
        if (fails) {
            throw new IOException("the disk is full");
        }
    }
}
