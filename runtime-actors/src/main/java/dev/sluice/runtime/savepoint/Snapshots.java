package dev.sluice.runtime.savepoint;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.schema.OperatorSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Copies snapshots chunk by chunk, and so checks every byte of them. What a snapshot shares becomes part of the copy,
 * in the order in which it is read.
 *
 * @param wanted which chunks
 * @param calledOff asked before each chunk
 */
public record Snapshots(Predicate<ChunkHeader> wanted, BooleanSupplier calledOff) {

    /** Opens a snapshot. */
    @FunctionalInterface
    public interface From {
        /**
         * @param handle which
         * @return reads it
         * @throws IOException if it cannot be read
         */
        SnapshotReader open(SnapshotHandle handle) throws IOException;
    }

    /** Begins a snapshot. */
    @FunctionalInterface
    public interface To {
        /**
         * @param address whose
         * @return writes it
         * @throws IOException if it cannot be written
         */
        PieceWriter begin(SnapshotAddress address) throws IOException;
    }

    /**
     * @param manifest names the snapshots
     * @param from where they are
     * @param to where the copies go, under the same addresses
     * @return the copies' manifest, of a savepoint
     * @throws CancellationException if it was called off
     * @throws IOException if something cannot be read or written
     */
    public CheckpointManifest copy(CheckpointManifest manifest, From from, To to) throws IOException {
        List<SnapshotHandle> copies = new ArrayList<>();
        for (SnapshotHandle handle : manifest.snapshots()) {
            copies.add(copy(handle, handle.address(), from, to));
        }
        return new CheckpointManifest(
                manifest.run(),
                manifest.checkpoint(),
                manifest.epoch(),
                true,
                manifest.completedAt(),
                copies,
                manifest.job());
    }

    SnapshotHandle copy(SnapshotHandle handle, SnapshotAddress address, From from, To to) throws IOException {
        try (PieceWriter writer = to.begin(address)) {
            if (handle.shared().isEmpty()) {
                copy(handle, from, writer, header -> true);
            } else {
                // What the state is made of is needed before the state, but stands behind what is shared.
                copy(handle, from, writer, Snapshots::isSchema);
                for (SnapshotHandle piece : handle.pieces()) {
                    copy(piece, from, writer, header -> !isSchema(header));
                }
            }
            return writer.commit();
        }
    }

    private static boolean isSchema(ChunkHeader header) {
        return header.state().equals(OperatorSchema.STATE);
    }

    private void copy(SnapshotHandle piece, From from, PieceWriter writer, Predicate<ChunkHeader> which)
            throws IOException {
        try (SnapshotReader reader = from.open(piece)) {
            for (Chunk chunk = reader.next(group -> true); chunk != null; chunk = reader.next(group -> true)) {
                if (calledOff.getAsBoolean()) {
                    throw new CancellationException("it was called off");
                }
                if (which.test(chunk.header()) && wanted.test(chunk.header())) {
                    writer.chunk(chunk.header(), chunk.payload(), 0, chunk.payload().length);
                }
            }
        }
    }
}
