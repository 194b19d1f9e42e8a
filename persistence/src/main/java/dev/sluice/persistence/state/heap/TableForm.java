package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.format.EntryChunk;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the tables of a state by those who need not know what is in them.
 *
 * @param <T> the tables
 */
interface TableForm<T extends GroupTable> {

    /** An empty one that notes nothing. */
    T make();

    /** As it is now, without what the sieve drops. */
    FrozenTable freeze(T table, @Nullable Sieve<Object> sieve);

    /** Puts in entries; the cursor is the caller's to be moved. */
    void put(T table, EntryChunk entries, KeyCursor key);

    /** What of the values is written as of now; null: all. */
    default @Nullable Sieve<Object> sieve() {
        return null;
    }

    /** How many objects a table refers to. */
    default int objects(T table) {
        return 0;
    }

    /** Adds some of them to a sample. */
    default void sample(T table, ObjectSizes into, KeyCursor key) {}

    /** A table is not in the heap any more, or will not be: nothing may refer to it. */
    default void forget() {}
}
