package dev.sluice.persistence.checkpoint;

import dev.sluice.persistence.Folders;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a savepoint into a folder beside the one it is for, which is renamed at the end: a folder that is there is
 * whole, also after the loss of power. For one thread at a time; blocks.
 */
public final class SavepointWriter implements Closeable {
    private final Path directory;
    private final Path unfinished;
    private boolean published;

    private SavepointWriter(Path directory, Path unfinished) {
        this.directory = directory;
        this.unfinished = unfinished;
    }

    /**
     * Makes the folder beside it, and what is above it.
     *
     * @param directory which must not exist, or be empty
     * @param writer tells the folders of different writers apart; what the same one left unfinished goes
     * @throws FileAlreadyExistsException if it is a file
     * @throws DirectoryNotEmptyException if something is in it
     * @throws IOException if it cannot be written
     */
    public static SavepointWriter create(Path directory, String writer) throws IOException {
        Path target = directory.toAbsolutePath().normalize();
        requireEmpty(target);
        Path unfinished = DurableFiles.unfinished(target.resolveSibling(target.getFileName() + "." + writer));
        Folders.delete(unfinished);
        DurableFiles.makeDirectory(unfinished);
        return new SavepointWriter(target, unfinished);
    }

    private static void requireEmpty(Path target) throws IOException {
        if (target.getFileName() == null) {
            throw new IOException("a folder must be named, not the root " + target);
        }
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "it is a file");
        }
        if (!files(target).isEmpty()) {
            throw new DirectoryNotEmptyException(target.toString());
        }
    }

    /** Starts a snapshot; its handle is for the manifest. */
    public PieceWriter begin(SnapshotAddress address) throws IOException {
        String name = FileName.encode(address.vertex()) + "-" + address.subtask() + ".snapshot";
        return new LocalSnapshotWriter(address, unfinished.resolve(name), name, true);
    }

    /** Adds the manifest, behind the snapshots it names. */
    public void complete(CheckpointManifest manifest) throws IOException {
        DurableFiles.write(unfinished.resolve(SavepointFolder.MANIFEST), ManifestFormat.encode(manifest));
    }

    /**
     * Gives the folder its name. The last call but {@link #close}.
     *
     * @throws DirectoryNotEmptyException if something has been put there meanwhile
     */
    public void publish() throws IOException {
        requireEmpty(directory);
        Files.deleteIfExists(directory);
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        published = true;
        Path parent = directory.getParent();
        if (parent != null) {
            DurableFiles.syncDirectory(parent);
        }
    }

    /** Without a name, nothing of it remains. */
    @Override
    public void close() throws IOException {
        if (!published) {
            Folders.delete(unfinished);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
