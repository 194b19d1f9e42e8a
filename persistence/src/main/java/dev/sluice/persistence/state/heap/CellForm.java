package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.format.EntryChunk;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tables of numbers by whole-number keys. */
record CellForm() implements TableForm<CellTable> {
    @Override
    public CellTable make() {
        return new CellTable();
    }

    @Override
    public FrozenTable freeze(CellTable table, @Nullable Sieve<Object> sieve) {
        return table.freeze();
    }

    @Override
    public void put(CellTable table, EntryChunk entries, KeyCursor key) {
        long[] keys = Objects.requireNonNull(entries.longKeys());
        table.putAll(keys, Objects.requireNonNull(entries.longValues()), 0, keys.length);
    }
}
