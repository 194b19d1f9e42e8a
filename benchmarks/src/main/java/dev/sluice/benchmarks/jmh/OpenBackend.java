package dev.sluice.benchmarks.jmh;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.persistence.state.rocks.RocksDbBackend;
import dev.sluice.persistence.state.rocks.RocksDbSettings;
import dev.sluice.persistence.state.spill.SpillBackend;
import dev.sluice.persistence.state.spill.SpillSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A backend, in a folder of its own if it needs one.
 *
 * @param backend what is measured
 * @param last is closed behind it
 */
record OpenBackend(StateBackend backend, AutoCloseable last) implements AutoCloseable {
    private static final long WRITE_BUFFER = 16 << 20;

    static OpenBackend of(String name, long memory) throws IOException {
        Path folder = Files.createTempDirectory("state-benchmark");
        switch (name) {
            case "heap" -> {
                return new OpenBackend(new HeapBackend(), () -> {});
            }
            case "spilling" -> {
                SpillBackend spilling = new SpillBackend(new SpillSettings(folder, memory));
                return new OpenBackend(spilling, spilling);
            }
            case "rocksdb" -> {
                RocksDbBackend rocks =
                        new RocksDbBackend(new RocksDbSettings(folder, memory, Math.min(memory / 2, WRITE_BUFFER), 2));
                return new OpenBackend(rocks, rocks);
            }
            default -> throw new IllegalArgumentException("there is no backend " + name);
        }
    }

    @Override
    public void close() throws Exception {
        last.close();
    }
}
