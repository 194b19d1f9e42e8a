package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Visits the entries of some tables, in the order of key groups and slots. */
abstract class TableScan<T extends HeapTable<?>> {
    private final Tables<T> tables;
    private int next;
    private @Nullable T table;
    private int slot;

    TableScan(Tables<T> tables) {
        this.tables = tables;
    }

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
            if (next == tables.places()) {
                return false;
            }
            table = tables.find(next++);
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
