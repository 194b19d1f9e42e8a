package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.Folders;
import dev.sluice.persistence.state.StateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A backend in a folder of its own, with buffers so small that tests come across files. */
public final class RocksDbBackends implements AutoCloseable {
    private final Path folder;
    private final RocksDbBackend backend;

    /** A backend that was not used yet. */
    public RocksDbBackends() {
        try {
            folder = Files.createTempDirectory("rocksdb");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty("sluice.native-libraries", System.getProperty("sluice.native-libraries", "target/native"));
        backend = new RocksDbBackend(new RocksDbSettings(folder, 8 << 20, 64 << 10, 1));
    }

    public StateBackend backend() {
        return backend;
    }

    @Override
    public void close() throws IOException {
        backend.close();
        Folders.delete(folder);
    }
}
