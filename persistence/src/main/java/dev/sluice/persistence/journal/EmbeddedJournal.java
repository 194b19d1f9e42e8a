package dev.sluice.persistence.journal;

import java.nio.file.Path;

/**
 * Opens the journal of a storage directory ahead of the actor system that will use it. The plug-ins share what is open,
 * so the time it takes to load and open the database passes while the rest starts. Optional: the plug-ins open it
 * themselves otherwise.
 */
public final class EmbeddedJournal implements AutoCloseable {
    private final SharedStore store;

    private EmbeddedJournal(SharedStore store) {
        this.store = store;
    }

    /**
     * Begins to open the journal, on a thread of its own; returns at once. If it fails, the plug-ins report why.
     *
     * @param storage what {@code sluice.storage.directory} is set to
     */
    public static EmbeddedJournal open(Path storage) {
        return new EmbeddedJournal(SharedStore.acquire(PluginDirectory.in(storage)));
    }

    /** Closes the journal, if no actor system uses it; else the last one to end does. To be called once. */
    @Override
    public void close() {
        store.release();
    }
}
