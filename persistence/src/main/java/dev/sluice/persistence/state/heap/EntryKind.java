package dev.sluice.persistence.state.heap;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind the keys of a chunk's entries.
 *
 * @param layout of rows; null where it is one number or an object
 */
record EntryKind(boolean longs, @Nullable RowLayout layout) {
    static final EntryKind LONGS = new EntryKind(true, null);
    static final EntryKind OBJECTS = new EntryKind(false, null);

    static EntryKind rows(RowLayout layout) {
        return new EntryKind(false, layout);
    }
}
