package dev.sluice.persistence.state.spill;

import dev.sluice.persistence.Folders;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.heap.HeapBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps state in the heap as long as there is room; then key groups that were not used for a while are written to
 * files, and read back when one of their keys is used. For state of which a part is used at a time. One for a process,
 * for all its subtasks; thread-safe.
 *
 * <p>Nothing is written so that it survives a crash: checkpoints do that, which are those of the heap.
 */
public final class SpillBackend implements StateBackend, AutoCloseable {
    private final SpillSettings settings;
    private final HeapBackend heap;
    private final SpillMemory memory;
    private @Nullable SpillFolder folder;

    /** @param settings what it may use */
    public SpillBackend(SpillSettings settings) {
        this(settings, new HeapBackend());
    }

    /**
     * @param settings what it may use
     * @param heap decides what a snapshot builds on
     */
    public SpillBackend(SpillSettings settings, HeapBackend heap) {
        this.settings = settings;
        this.heap = heap;
        memory = new SpillMemory(settings.memoryBytes());
    }

    @Override
    public KeyedStateStore open(KeyGroupRange range, KeyKind kind, int maxParallelism, ValueCodec codec) {
        return heap.open(range, kind, maxParallelism, codec, new SpillRoom(memory, folder()));
    }

    /** What the state of all stores takes of the heap, as far as that is known. */
    long used() {
        return memory.used();
    }

    private Path files() {
        return settings.folder().resolve("spilled");
    }

    private synchronized SpillFolder folder() {
        SpillFolder made = folder;
        if (made == null) {
            try {
                Folders.delete(files());
                Files.createDirectories(files());
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the folder " + settings.folder() + " of the spilling state backend cannot be used: " + e, e);
            }
            made = new SpillFolder(files());
            folder = made;
        }
        return made;
    }

    /** Deletes the files. No store may be open. */
    @Override
    public synchronized void close() {
        if (folder != null) {
            folder = null;
            try {
                Folders.delete(files());
            } catch (IOException e) {
                throw new UncheckedIOException("the state in " + files() + " cannot be deleted: " + e, e);
            }
        }
    }
}
