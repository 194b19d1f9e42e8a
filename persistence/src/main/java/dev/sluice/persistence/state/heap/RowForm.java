package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.format.EntryChunk;
import dev.sluice.persistence.state.format.RowLayout;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tables of rows.
 *
 * @param layout of all of them; known before there is one
 */
record RowForm(Supplier<RowLayout> layout) implements TableForm<RowTable> {
    @Override
    public RowTable make() {
        return new RowTable(layout.get().width());
    }

    @Override
    public FrozenTable freeze(RowTable table, @Nullable Sieve<Object> sieve) {
        return table.freeze(layout.get());
    }

    @Override
    public void put(RowTable table, EntryChunk entries, KeyCursor key) {
        table.putAll(Objects.requireNonNull(entries.rows()), 0, entries.size());
    }
}
