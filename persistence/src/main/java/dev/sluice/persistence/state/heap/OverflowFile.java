package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.ChunkWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Chunks one behind the other. Written by one thread until {@link #finish}; may then be read by several. Goes away when
 * nobody holds it any more.
 */
public interface OverflowFile extends ChunkWriter {

    /** @return where the next chunk will begin */
    long position();

    /** @return how many entries the chunks so far hold */
    int entries();

    /**
     * Makes all that was written readable; no more is written.
     *
     * @throws IOException if it cannot be written
     */
    void finish() throws IOException;

    /** What is done with a chunk that was read. */
    interface Reader {
        /**
         * @param payload what was written; belongs to the reader
         * @param entries how many entries it holds
         * @throws IOException ends the reading
         */
        void chunk(byte[] payload, int entries) throws IOException;
    }

    /**
     * Reads some chunks in their order.
     *
     * @param from where the first begins
     * @param to where the last ends
     * @param reader takes them
     * @throws IOException if they cannot be read or are damaged, or what the reader throws
     */
    void read(long from, long to, Reader reader) throws IOException;

    /** One more holds it. Any thread. */
    void retain();

    /**
     * One less holds it. Any thread.
     *
     * @throws UncheckedIOException if nobody does, and it cannot be deleted
     */
    void release();
}
