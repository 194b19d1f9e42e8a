package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.Folders;
import dev.sluice.persistence.NativeLibrary;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.StateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps state in RocksDB, on the node's disk: for state that does not fit into the heap. One for a process, for all its
 * subtasks; thread-safe. The library is loaded, and memory is taken, when the first state is opened.
 *
 * <p>Nothing is written so that it survives a crash: checkpoints do that.
 */
public final class RocksDbBackend implements StateBackend, AutoCloseable {
    private final RocksDbSettings settings;
    private @Nullable NativeMemory memory;
    private long opened;

    /** @param settings what it may use */
    public RocksDbBackend(RocksDbSettings settings) {
        this.settings = settings;
    }

    @Override
    public KeyedStateStore open(KeyGroupRange range, KeyKind kind, int maxParallelism, ValueCodec codec) {
        Space space = next();
        return new RocksStore(space, new KeyCodec(kind, codec), range, maxParallelism, codec);
    }

    /**
     * What one database is given.
     *
     * @param memory shared with the others
     * @param folder its own; not made yet
     */
    record Space(NativeMemory memory, Path folder) {}

    private synchronized Space next() {
        Path databases = settings.folder().resolve("db");
        if (memory == null) {
            try {
                NativeLibrary.load(settings.folder().resolve("native"));
                Folders.delete(databases);
                Files.createDirectories(databases);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the folder " + settings.folder() + " of the RocksDB state backend cannot be used: " + e, e);
            }
            memory = new NativeMemory(settings);
        }
        return new Space(memory, databases.resolve(Long.toString(opened++)));
    }

    /** Gives the memory back. No store may be open. */
    @Override
    public synchronized void close() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }
}
