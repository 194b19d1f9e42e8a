package dev.sluice.persistence.state.rocks;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a namespace, some at a time, key group by key group. Between two pages nothing of the database
 * is held, so it may be left at any time.
 */
final class Pager {
    static final int PAGE = 256;

    private final Database database;
    private final int state;
    private final long namespace;
    private final BitSet groups;
    private final byte[][] keys = new byte[PAGE][];
    private final byte[][] cells = new byte[PAGE][];
    private int group;
    private byte @Nullable [] from;
    private int size;

    Pager(Database database, int state, long namespace, BitSet groups) {
        this.database = database;
        this.state = state;
        this.namespace = namespace;
        this.groups = groups;
        group = groups.nextSetBit(0);
    }

    /** Reads a page, of one key group; false if there are no more entries. */
    boolean load(int most) {
        size = 0;
        while (size == 0 && group >= 0) {
            byte[] prefix = KeyLayout.prefix(state, group, namespace);
            try (RangeCursor cursor =
                    database.range(from == null ? prefix : from, Database.behind(prefix, prefix.length))) {
                while (size < Math.min(most, PAGE) && cursor.isValid()) {
                    keys[size] = cursor.key();
                    cells[size++] = cursor.value();
                    cursor.next();
                }
                if (cursor.isValid()) {
                    from = cursor.key();
                } else {
                    from = null;
                    group = groups.nextSetBit(group + 1);
                }
            }
        }
        return size > 0;
    }

    int size() {
        return size;
    }

    byte[] key(int i) {
        return keys[i];
    }

    byte[] cell(int i) {
        return cells[i];
    }

    /** A key that is not before any of those to come; null if there are none. */
    byte @Nullable [] position() {
        return from != null ? from : group < 0 ? null : KeyLayout.prefix(state, group, namespace);
    }

    /** Whether the next page begins within a key group. */
    boolean isWithinGroup() {
        return from != null;
    }
}
