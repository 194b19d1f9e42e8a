package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import java.io.IOException;

/** A table as it was when it was frozen; read by the thread that writes the snapshot. */
interface FrozenTable {

    /** What keeps the table from writing into the arrays. */
    Hold hold();

    /** Whether the values are unboxed numbers. */
    boolean hasLongs();

    /** Adds all entries, in any order; the cursor is the caller's to be moved. */
    void write(long namespace, KeyCursor key, EntryWriter entries) throws IOException;
}
