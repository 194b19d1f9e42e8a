package dev.sluice.persistence;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder for as long as its process lives. A process that is killed leaves its folder behind: the next one that makes
 * such a folder deletes it.
 */
public final class TemporaryFolder implements AutoCloseable {
    /** Tells these folders from those that somebody else has given such a name. */
    private static final String MARK = "temporary";

    private final StorageLock lock;

    private TemporaryFolder(StorageLock lock) {
        this.lock = lock;
    }

    /**
     * Makes one, and deletes those of processes that are no more.
     *
     * @param parent where
     * @param prefix what its name begins with
     * @return the folder, which is nobody else's
     * @throws IOException if it cannot be made
     */
    public static TemporaryFolder create(Path parent, String prefix) throws IOException {
        deleteAbandoned(parent, prefix);
        StorageLock lock = StorageLock.acquire(Files.createTempDirectory(parent, prefix));
        Files.createFile(lock.directory().resolve(MARK));
        return new TemporaryFolder(lock);
    }

    private static void deleteAbandoned(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : found) {
                if (Files.exists(folder.resolve(MARK))) {
                    try (StorageLock alone = StorageLock.acquire(folder)) {
                        Folders.delete(alone.directory());
                    } catch (IOException e) {
                        // it is in use, or another user's
                    }
                }
            }
        }
    }

    /** @return where it is */
    public Path path() {
        return lock.directory();
    }

    /** Deletes it. */
    @Override
    public void close() throws IOException {
        try (lock) {
            Folders.delete(lock.directory());
        }
    }
}
