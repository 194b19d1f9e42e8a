package dev.sluice.cluster.node;

import dev.sluice.persistence.StorageInUseException;
import dev.sluice.persistence.StorageLock;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.journal.EmbeddedJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of this node alone, held from the beginning: the journal's plug-in opens it as well. */
final class FolderStorage implements NodeStorage {
    private final Path folder;
    private final StorageLock lock;
    private final EmbeddedJournal journal;
    private final CheckpointStore checkpoints;

    private FolderStorage(Path folder, StorageLock lock) throws IOException {
        this.folder = folder;
        this.lock = lock;
        checkpoints = new LocalCheckpointStore(folder.resolve("checkpoints"));
        journal = EmbeddedJournal.open(folder);
    }

    /**
     * @throws StorageInUseException if another process has it
     * @throws IOException if it cannot be used
     */
    static FolderStorage acquire(Path folder) throws IOException {
        Files.createDirectories(folder);
        StorageLock lock = StorageLock.acquire(folder);
        try {
            return new FolderStorage(folder, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public String description() {
        return folder.toString();
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public CheckpointStore open() {
        return checkpoints;
    }

    @Override
    public void close() throws IOException {
        journal.close();
        checkpoints.close();
        lock.close();
    }
}
