package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import org.jspecify.annotations.Nullable;

/**
 * What all states of a store share.
 *
 * @param range the key groups of the subtask
 * @param maxParallelism how many key groups there are in all
 * @param kind of the keys
 * @param tracking whether tables note what changes
 * @param shelves where tables are that are not in their place; null: all always are
 */
record Site(
        KeyGroupRange range,
        int maxParallelism,
        KeyKind kind,
        Tracking tracking,
        @Nullable Shelves shelves) {

    KeyCursor cursor() {
        return new KeyCursor(kind, maxParallelism);
    }

    /** @param tables those in their place, which belong to the caller */
    <T extends GroupTable> @Nullable Shelf<T> shelf(TableForm<T> form, @Nullable GroupTable[] tables) {
        return shelves == null ? null : new Shelf<>(shelves, form, range.first(), tables);
    }

    /** Those whose tables are not put away. */
    Site withoutShelves() {
        return new Site(range, maxParallelism, kind, tracking, null);
    }
}
