package dev.sluice.persistence.state.spill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Gives files their names. Thread-safe. */
final class SpillFolder {
    private final Path folder;
    private final AtomicLong opened = new AtomicLong();

    SpillFolder(Path folder) {
        this.folder = folder;
    }

    SpillFile open() {
        Path file = folder.resolve(Long.toString(opened.getAndIncrement()));
        try {
            return new SpillFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException("state cannot be moved out of the heap into " + file + ": " + e, e);
        }
    }
}
