package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Visits the entries of some tables, in the order of key groups and slots. */
abstract class TableScan<T extends HeapTable<?>> {
    private final @Nullable Object[] tables;
    private int next;
    private @Nullable T table;
    private int slot;

    TableScan(@Nullable Object[] tables) {
        this.tables = tables;
    }

    @SuppressWarnings("unchecked")
    public final boolean next(KeyCursor key) {
        while (true) {
            if (table != null) {
                KeyIndex index = table.index();
                while (++slot < index.slots()) {
                    if (index.isUsed(slot)) {
                        index.pointAt(slot, key);
                        return true;
                    }
                }
            }
            if (next == tables.length) {
                return false;
            }
            table = (T) tables[next++];
            slot = -1;
        }
    }

    final T table() {
        return Objects.requireNonNull(table);
    }

    final int slot() {
        return slot;
    }
}
