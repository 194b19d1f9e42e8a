package dev.sluice.persistence.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A savepoint: a folder of its own with a manifest and a file for each snapshot, named relative to the folder, so that
 * it can be copied anywhere as it is. It belongs to whoever asked for it; nothing here deletes it.
 */
public final class SavepointFolder {
    /** The name of the manifest's file. */
    static final String MANIFEST = "manifest.savepoint";

    private final Path directory;
    private final CheckpointManifest manifest;

    private SavepointFolder(Path directory, CheckpointManifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * Reads the manifest; the snapshots are not looked at.
     *
     * @throws NoSuchFileException if the folder is not there or has no manifest
     * @throws DamagedSnapshotException if the manifest is not what was written
     * @throws UnsupportedFormatException if a newer release wrote it
     */
    public static SavepointFolder open(Path directory) throws IOException {
        Path file = directory.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    Files.isDirectory(directory)
                            ? directory + " is no savepoint: it has no file " + MANIFEST
                            : "there is no folder " + directory);
        }
        return new SavepointFolder(directory, ManifestFormat.decode(Files.readAllBytes(file), file.toString()));
    }

    public CheckpointManifest manifest() {
        return manifest;
    }

    /**
     * Opens one of the manifest's snapshots.
     *
     * @throws DamagedSnapshotException if it is missing, incomplete, or not what the handle says; the message names
     *     file and offset
     * @throws UnsupportedFormatException if a newer release wrote it
     */
    public SnapshotReader open(SnapshotHandle handle) throws IOException {
        Path file = directory.resolve(handle.location()).normalize();
        if (!file.startsWith(directory.normalize())) {
            throw new DamagedSnapshotException(file.toString(), 0, "a file in " + directory + " expected");
        }
        return new LocalSnapshotReader(file, handle);
    }
}
