package dev.sluice.persistence;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that hold nothing of worth. */
public final class Folders {
    private Folders() {}

    /**
     * Deletes a folder with all that is in it.
     *
     * @param folder one that is not there is fine
     * @throws IOException if something cannot be deleted
     */
    public static void delete(Path folder) throws IOException {
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

    /**
     * Deletes a folder with all that is in it, and the folder above if that was all there was in it.
     *
     * @param folder one that is not there is fine
     * @throws IOException if something cannot be deleted
     */
    public static void deleteLast(Path folder) throws IOException {
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

    /**
     * @param folder a folder
     * @return what is in it, by name
     * @throws IOException if it cannot be read
     */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        }
    }
}
