package dev.sluice.persistence.checkpoint;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one piece of a snapshot, the snapshot itself or a part, chunk by chunk. For one thread at a time; blocks.
 * After a failure it can only be closed.
 */
public interface PieceWriter extends ChunkWriter, Closeable {

    /**
     * Makes the piece durable, then visible. The last call but {@link #close}.
     *
     * @throws IOException if it cannot; nothing is visible then
     */
    SnapshotHandle commit() throws IOException;

    /** Releases what the writer holds. Without a commit before, nothing of the piece remains. */
    @Override
    void close() throws IOException;
}
