package dev.sluice.persistence.state.format;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind the keys of a chunk's entries.
 *
 * @param longs whether it is one number
 * @param layout of rows; null where it is one number or an object
 */
public record EntryKind(boolean longs, @Nullable RowLayout layout) {
    /** Numbers. */
    public static final EntryKind LONGS = new EntryKind(true, null);
    /** Objects. */
    public static final EntryKind OBJECTS = new EntryKind(false, null);

    /**
     * @param layout of the rows
     * @return rows
     */
    public static EntryKind rows(RowLayout layout) {
        return new EntryKind(false, layout);
    }
}
