package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.EntryWriter;
import java.io.IOException;

/** A table as it was when it was frozen; read by the thread that writes the snapshot. */
interface FrozenTable {

    /** Allows the table to change without saving anything first; harmless if called again. */
    void release();

    EntryKind kind();

    /** Adds all entries, in any order; the cursor is the caller's to be moved. */
    void write(long namespace, KeyCursor key, EntryWriter entries) throws IOException;
}
