package dev.sluice.cluster.node;

import com.typesafe.config.Config;
import dev.sluice.cluster.CommandException;
import dev.sluice.cluster.ExitCodes;
import dev.sluice.persistence.StorageInUseException;
import dev.sluice.persistence.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Path;

/** Where a node keeps journal and checkpoints. */
interface NodeStorage extends AutoCloseable {
    /**
     * @param config a node's configuration
     * @param settings what it says of the node
     * @return the storage that they name, not opened yet
     * @throws CommandException if it cannot be used, or another process has it
     */
    static NodeStorage of(Config config, NodeSettings settings) {
        if (settings.inCassandra()) {
            return new CassandraStorage(config, settings);
        }
        Path folder = Path.of(settings.storage()).toAbsolutePath().normalize();
        try {
            return FolderStorage.acquire(folder);
        } catch (StorageInUseException e) {
            throw new CommandException(ExitCodes.USAGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CommandException(
                    ExitCodes.USAGE,
                    "the storage folder " + folder + " cannot be used (" + e + "): give another one with --storage");
        }
    }

    /** @return what it is, for people */
    String description();

    /** @return whether other nodes use the same, so that there can be some */
    boolean shared();

    /**
     * Waits until it can be used, and opens it. To be called before anything looks at the journal, and once.
     *
     * @return the checkpoint store, which {@link #close} closes
     * @throws IOException if it cannot be used
     * @throws InterruptedException if the node was asked to stop meanwhile
     */
    CheckpointStore open() throws IOException, InterruptedException;

    /** Closes it; the actor system has ended. */
    @Override
    void close() throws IOException;
}
