package dev.sluice.persistence.checkpoint;

import java.io.Closeable;
import java.io.IOException;

/** Writes one piece of a snapshot, the snapshot itself or a part, chunk by chunk. For one thread at a time; blocks. */
public interface PieceWriter extends Closeable {
    /** The largest payload a store must take. Chunks of about 256 KiB are best. */
    int LARGEST_PAYLOAD = 1 << 30;

    /**
     * Appends a chunk; the payload may be reused as soon as this returns.
     *
     * @throws IllegalArgumentException if the payload is larger than {@link #LARGEST_PAYLOAD}
     * @throws IOException if it cannot be written; the piece can then only be closed
     */
    void chunk(ChunkHeader header, byte[] payload, int offset, int length) throws IOException;

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
