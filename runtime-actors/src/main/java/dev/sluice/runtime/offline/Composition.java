package dev.sluice.runtime.offline;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.OperatorOutline;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.persistence.checkpoint.SavepointWriter;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a savepoint together out of parts of others, chunk by chunk; what is copied stays as it is, byte for byte. */
final class Composition {
    private final SavepointWriter writer;
    private final List<SnapshotHandle> snapshots = new ArrayList<>();
    private final List<OperatorOutline> operators = new ArrayList<>();

    Composition(SavepointWriter writer) {
        this.writer = writer;
    }

    /**
     * Copies all of a savepoint.
     *
     * @param uids by uid, what its operators with state are called from now on; others are left out
     */
    void all(SavepointIndex from, Map<String, String> uids) throws IOException {
        for (SnapshotHandle handle : from.folder().manifest().snapshots()) {
            copy(from.folder(), handle, handle.address(), uids);
        }
        for (OperatorOutline operator : from.job().operators()) {
            boolean hasState = from.operators().containsKey(operator.uid());
            String uid = hasState ? uids.get(operator.uid()) : operator.uid();
            if (uid != null) {
                operators.add(new OperatorOutline(
                        uid, operator.name(), operator.vertex(), operator.parallelism(), operator.sink()));
            }
        }
    }

    /** Copies one operator of a savepoint, as part of a vertex of its own. */
    void operator(SavepointFolder from, String uid) throws IOException {
        CheckpointManifest manifest = from.manifest();
        OperatorOutline outline = Objects.requireNonNull(manifest.job()).operators().stream()
                .filter(operator -> operator.uid().equals(uid))
                .findFirst()
                .orElseThrow();
        String vertex = free("bootstrap-" + uid);
        for (SnapshotHandle handle : manifest.snapshots()) {
            SnapshotAddress address = handle.address();
            if (address.vertex().equals(outline.vertex())) {
                SnapshotAddress copy = new SnapshotAddress(
                        address.run(), address.checkpoint(), address.epoch(), vertex, address.subtask());
                copy(from, handle, copy, Map.of(uid, uid));
            }
        }
        operators.add(new OperatorOutline(uid, outline.name(), vertex, outline.parallelism(), false));
    }

    private String free(String name) {
        String vertex = name;
        for (int n = 2; isTaken(vertex); n++) {
            vertex = name + "-" + n;
        }
        return vertex;
    }

    private boolean isTaken(String vertex) {
        return snapshots.stream().anyMatch(handle -> handle.address().vertex().equals(vertex));
    }

    private void copy(SavepointFolder from, SnapshotHandle handle, SnapshotAddress to, Map<String, String> uids)
            throws IOException {
        try (SnapshotReader reader = from.open(handle);
                PieceWriter copy = writer.begin(to)) {
            for (Chunk chunk = reader.next(group -> true); chunk != null; chunk = reader.next(group -> true)) {
                String uid = uids.get(chunk.header().operator());
                if (uid != null) {
                    copy.chunk(chunk.header().of(uid), chunk.payload(), 0, chunk.payload().length);
                }
            }
            snapshots.add(copy.commit());
        }
    }

    /**
     * Ends it: the folder gets its name.
     *
     * @param of whose state it is: run, checkpoint and time are its
     * @param job what the job is called
     * @param existing of the savepoint that was copied, if any
     */
    void publish(CheckpointManifest of, String job, int maxParallelism, @Nullable JobOutline existing)
            throws IOException {
        JobOutline outline = new JobOutline(
                job,
                existing == null ? "bootstrapped" : existing.fingerprint(),
                maxParallelism,
                operators,
                existing == null ? Map.of() : existing.continues());
        writer.complete(new CheckpointManifest(
                of.run(), of.checkpoint(), of.epoch(), true, of.completedAt(), snapshots, outline));
        writer.publish();
    }
}
