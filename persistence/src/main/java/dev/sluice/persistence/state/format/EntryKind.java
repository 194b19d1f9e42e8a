package dev.sluice.persistence.state.format;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind the keys of a chunk's entries.
 *
 * @param longs whether it is one number
 * @param layout of rows; null where it is one number or an object
 * @param role what the entries are for
 */
public record EntryKind(boolean longs, @Nullable RowLayout layout, Role role) {
    /** Numbers. */
    public static final EntryKind LONGS = new EntryKind(true, null, Role.PUT);
    /** Objects. */
    public static final EntryKind OBJECTS = new EntryKind(false, null, Role.PUT);

    /** Keys that are there no more, in a snapshot that builds on another. */
    public static final EntryKind REMOVED = new EntryKind(false, null, Role.REMOVE);
    /** Namespaces of which nothing is there any more, in a snapshot that builds on another. */
    public static final EntryKind DROPPED = new EntryKind(false, null, Role.DROP);

    /** What is done with entries when they are restored. */
    public enum Role {
        /** They are put in, in place of what their keys have. */
        PUT,
        /** Their keys are removed. */
        REMOVE,
        /** All that their namespaces hold in the key group is removed. */
        DROP
    }

    /**
     * @param layout of the rows
     * @return rows
     */
    public static EntryKind rows(RowLayout layout) {
        return new EntryKind(false, layout, Role.PUT);
    }
}
