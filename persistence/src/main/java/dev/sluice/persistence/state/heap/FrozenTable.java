package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.EntryWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A table as it was when it was frozen; read by the thread that writes the snapshot. */
interface FrozenTable {

    /** Allows the table to change without saving anything first; harmless if called again. */
    void release();

    EntryKind kind();

    /**
     * Adds entries, in any order; the cursor is the caller's to be moved.
     *
     * @param only those that have changed; null: all
     */
    void write(long namespace, KeyCursor key, EntryWriter entries, @Nullable FrozenChanges only) throws IOException;
}
