package dev.sluice.persistence.state;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checkpoints of one subtask, on disk; each that is written is complete, and only the newest is retained. */
public final class Checkpoints implements AutoCloseable {
    private static final String RUN = "run";

    private final Path folder = Files.createTempDirectory("checkpoints");
    private final CheckpointStore store = new LocalCheckpointStore(folder);
    private SnapshotRequest last = SnapshotRequest.first(0);
    private long completed;
    private @Nullable SnapshotHandle newest;

    /** None yet. */
    public Checkpoints() throws IOException {}

    /** A request for the next. */
    public SnapshotRequest next(boolean savepoint) {
        last = new SnapshotRequest(last.checkpoint() + 1, completed, savepoint);
        return last;
    }

    SnapshotRequest last() {
        return last;
    }

    SnapshotHandle newest() {
        return Objects.requireNonNull(newest);
    }

    /** Writes a snapshot, and deletes all that neither it nor others to come are built upon. */
    public SnapshotHandle write(StateSnapshot snapshot, SnapshotRequest request, List<Long> alsoNeeded)
            throws IOException {
        SnapshotHandle handle = write(snapshot, request.checkpoint(), 0);
        complete(handle, alsoNeeded);
        store.verify(handle);
        return handle;
    }

    /** Completes a checkpoint of one snapshot. */
    void complete(SnapshotHandle handle, List<Long> alsoNeeded) throws IOException {
        long checkpoint = handle.address().checkpoint();
        store.complete(new CheckpointManifest(RUN, checkpoint, 1, false, 0, List.of(handle)));
        completed = checkpoint;
        newest = handle;
        Set<Long> retained = new HashSet<>(alsoNeeded);
        retained.add(completed);
        store.retain(RUN, retained, completed);
    }

    SnapshotHandle write(StateSnapshot snapshot, long checkpoint, int subtask) throws IOException {
        try (SnapshotWriter writer = store.begin(new SnapshotAddress(RUN, checkpoint, 1, "vertex", subtask))) {
            snapshot.write("operator", writer, StoreModel.codec());
            return writer.commit();
        }
    }

    /** Restores a store from a snapshot. */
    public void read(SnapshotHandle handle, KeyGroupRange range, KeyedStateStore into) throws IOException {
        for (SnapshotHandle piece : handle.pieces()) {
            try (SnapshotReader reader = store.open(piece)) {
                for (Chunk chunk = reader.next(range::touches); chunk != null; chunk = reader.next(range::touches)) {
                    into.restore(chunk);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
