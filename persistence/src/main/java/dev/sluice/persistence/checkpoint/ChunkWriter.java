package dev.sluice.persistence.checkpoint;

import java.io.IOException;

/** Where chunks go. For one thread at a time; blocks. */
public interface ChunkWriter {
    /** The largest payload that must be taken. Chunks of about 256 KiB are best. */
    int LARGEST_PAYLOAD = 1 << 30;

    /**
     * Appends a chunk; the payload may be reused as soon as this returns.
     *
     * @throws IllegalArgumentException if the payload is larger than {@link #LARGEST_PAYLOAD}
     * @throws IOException if it cannot be written; no more can be written then
     */
    void chunk(ChunkHeader header, byte[] payload, int offset, int length) throws IOException;
}
