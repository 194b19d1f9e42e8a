package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Changes of a directory that survive the loss of power once the method has returned. */
final class DurableFiles {
    /** What files are called until they are whole. */
    static final String UNFINISHED = ".unfinished";

    private static final boolean CAN_SYNC_DIRECTORIES =
            !System.getProperty("os.name").startsWith("Windows");

    private DurableFiles() {}

    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    /** What {@link #unfinished} was given, or a finished file itself. */
    static Path finished(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(UNFINISHED)
                ? file.resolveSibling(name.substring(0, name.length() - UNFINISHED.length()))
                : file;
    }

    /** Puts a file with this content in place of what is there, if anything. */
    static void write(Path file, byte[] content) throws IOException {
        Path unfinished = unfinished(file);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        publish(unfinished, file);
    }

    /** Gives a file, which is synced already, its name. */
    static void publish(Path unfinished, Path file) throws IOException {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        syncParent(file);
    }

    /** Makes a directory, and those above it, where they are not there. */
    static void makeDirectory(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(directory)) {
            makeDirectory(parent);
            Files.createDirectories(directory);
            syncDirectory(parent);
        }
    }

    /** Syncs the names in a directory: files that were made, renamed and deleted. */
    static void syncDirectory(Path directory) throws IOException {
        if (CAN_SYNC_DIRECTORIES) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void syncParent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            syncDirectory(parent);
        }
    }
}
