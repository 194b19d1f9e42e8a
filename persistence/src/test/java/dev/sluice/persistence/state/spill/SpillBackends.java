package dev.sluice.persistence.state.spill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.heap.HeapBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A backend in a folder of its own, with so little memory that hardly anything stays in it. */
public final class SpillBackends implements AutoCloseable {
    private static final long LITTLE = 4 << 10;

    private final Path folder;
    private final SpillBackend backend;

    /** @param incrementalFrom how many entries a store must have for snapshots of changes */
    public SpillBackends(long incrementalFrom) {
        this(incrementalFrom, LITTLE);
    }

    /** @param memory that all stores have together */
    SpillBackends(long incrementalFrom, long memory) {
        try {
            folder = Files.createTempDirectory("spill");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        backend = new SpillBackend(new SpillSettings(folder, memory), new HeapBackend(incrementalFrom));
    }

    public StateBackend backend() {
        return backend;
    }

    /** How many files there are. */
    public long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Override
    public void close() throws IOException {
        assertThat(files()).as("files of stores that are closed").isZero();
        backend.close();
        assertThat(folder).isEmptyDirectory();
        Files.delete(folder);
    }
}
