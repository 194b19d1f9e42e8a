package dev.sluice.connectors.file;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.connector.SinkContext;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The directory of a sink: what happens to its files, each step durable and repeatable. */
final class SinkDirectory {
    private final Path directory;
    private final SinkFiles names;
    /** Whether this attempt has already looked for results of other runs. */
    private volatile boolean aloneHere;

    SinkDirectory(Path directory, SinkContext context, String extension) {
        this.directory = directory.toAbsolutePath().normalize();
        this.names = new SinkFiles(context, extension);
    }

    SinkFiles names() {
        return names;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Makes the directory if need be. */
    void ensureUsable() throws PermanentException {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw new PermanentException(
                    e.getFile() + " is a file, so nothing can be written to the directory " + directory
                            + ": give another one, or move the file away",
                    e);
        } catch (IOException e) {
            throw new PermanentException(
                    "the directory " + directory + " cannot be made (" + e
                            + "): give another one, or make it and let this user write to it",
                    e);
        }
        if (!Files.isWritable(directory)) {
            throw new PermanentException("the directory " + directory + " cannot be written to by the user "
                    + System.getProperty("user.name") + ": give another one, or let the user write to it");
        }
    }

    /** Gives a file another name; it has it after a power failure too. */
    void rename(String from, String to) throws IOException {
        Files.move(file(from), file(to), StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
    }

    /**
     * Commits a pending file: other runs' results go first, so that nobody ever sees rows of two runs.
     *
     * @throws IOException if it is neither pending nor committed
     */
    void commit(SinkTransaction.Part part) throws IOException {
        Path place = place(part);
        if (!aloneHere && place.equals(directory)) {
            removeOtherRuns();
        }
        try {
            Files.move(place.resolve(part.pending()), place.resolve(part.committed()), StandardCopyOption.ATOMIC_MOVE);
            sync(place);
        } catch (NoSuchFileException e) {
            // Committed before: by this transaction, or by the attempt that this one follows, which may still be at it.
            if (!Files.exists(place.resolve(part.committed()))) {
                throw new IOException(
                        place.resolve(part.committed())
                                + " is missing: a completed checkpoint wrote it, but neither it nor " + part.pending()
                                + " is there. Something else deletes files of this directory",
                        e);
            }
        }
    }

    /** A run that continues another may write elsewhere; what that one has prepared stays where it is. */
    private Path place(SinkTransaction.Part part) {
        return part.directory().isEmpty() ? directory : Path.of(part.directory());
    }

    /** What a transaction of this directory says of where it is. */
    String location() {
        return directory.toString();
    }

    /** Removes what earlier runs of the same job and sink have committed, but for what this run continues. */
    void removeOtherRuns() throws IOException {
        remove((name, known) -> known.committed() && !known.ofThisRun() && !known.continued());
        aloneHere = true;
    }

    /** Removes those files of this job's sink that a condition holds for. */
    void remove(BiPredicate<String, SinkFiles.Known> condition) throws IOException {
        boolean changed = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path path : files) {
                String name = String.valueOf(path.getFileName());
                Optional<SinkFiles.Known> known = names.parse(name);
                if (known.isPresent() && condition.test(name, known.get())) {
                    changed |= Files.deleteIfExists(path);
                }
            }
        }
        if (changed) {
            sync(directory);
        }
    }

    private static void sync(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows knows no open directories, and journals its names
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
