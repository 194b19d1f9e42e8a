package dev.sluice.persistence.state.rocks;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that hold nothing of worth. */
final class Folders {
    private Folders() {}

    /** Deletes a folder with all that is in it; one that is not there is fine. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }

    /** Deletes what is in a folder, and the folder above if that was all there was in it. */
    static void deleteLast(Path folder) throws IOException {
        delete(folder);
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            try {
                Files.deleteIfExists(parent);
            } catch (DirectoryNotEmptyException e) {
                // whoever deletes the rest deletes it too
            }
        }
    }

    /** The files in a folder, by name. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        }
    }
}
