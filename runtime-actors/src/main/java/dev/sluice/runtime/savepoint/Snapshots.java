package dev.sluice.runtime.savepoint;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.PieceWriter;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.contents.SchemaFirst;
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
    public CheckpointManifest copy(CheckpointManifest manifest, SchemaFirst.Opener from, To to) throws IOException {
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

    SnapshotHandle copy(SnapshotHandle handle, SnapshotAddress address, SchemaFirst.Opener from, To to)
            throws IOException {
        try (PieceWriter writer = to.begin(address)) {
            new SchemaFirst(from).read(handle, group -> true, chunk -> {
                if (calledOff.getAsBoolean()) {
                    throw new CancellationException("it was called off");
                }
                if (wanted.test(chunk.header())) {
                    writer.chunk(chunk.header(), chunk.payload(), 0, chunk.payload().length);
                }
            });
            return writer.commit();
        }
    }
}
