package dev.sluice.persistence.state.rocks;

import java.nio.file.Path;

/**
 * What the RocksDB backend of a process may use.
 *
 * @param folder where the databases lie, of this process alone; what crashed runs have left there is deleted
 * @param memoryBytes native memory for all databases together: blocks, their indexes and filters, and what has not been
 *     written to a file yet
 * @param writeBufferBytes how much a database gathers before it writes a file; a checkpoint begins with writing so much
 *     at most, while the subtask waits
 * @param compactionThreads how many threads merge files, for all databases together, at a low priority
 */
public record RocksDbSettings(Path folder, long memoryBytes, long writeBufferBytes, int compactionThreads) {
    private static final long LEAST_MEMORY = 8L << 20;

    public RocksDbSettings {
        if (memoryBytes < LEAST_MEMORY) {
            throw new IllegalArgumentException("the memory of the RocksDB state backend is " + memoryBytes
                    + " bytes, and must be at least " + LEAST_MEMORY);
        }
        if (writeBufferBytes < 64 << 10 || writeBufferBytes > memoryBytes) {
            throw new IllegalArgumentException("the write buffer of the RocksDB state backend is " + writeBufferBytes
                    + " bytes, and must be between 64 KiB and its memory of " + memoryBytes);
        }
        if (compactionThreads < 1) {
            throw new IllegalArgumentException("the RocksDB state backend needs at least one thread for compaction");
        }
    }

    /**
     * @param folder where the databases lie
     * @return 256 MiB of memory, buffers of 16 MiB, two threads
     */
    public static RocksDbSettings in(Path folder) {
        return new RocksDbSettings(folder, 256L << 20, 16L << 20, 2);
    }
}
