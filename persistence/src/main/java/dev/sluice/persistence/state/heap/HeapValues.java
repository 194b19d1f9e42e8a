package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Sharing;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Objects by key. */
final class HeapValues<V> implements KeyedValues<V>, HeapState {
    private final Tables<ObjectTable> tables;
    private final Sharing sharing;
    private @Nullable ObjectTable foundIn;
    private int foundAt;

    HeapValues(KeyGroupRange range, int maxParallelism, KeyKind kind, UnaryOperator<Object> copier, Sharing sharing) {
        this.sharing = sharing;
        tables = new Tables<>(range, maxParallelism, () -> new ObjectTable(Tables.index(kind), copier));
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V get(KeyCursor key) {
        ObjectTable table = tables.of(key);
        int slot = table.find(key);
        foundIn = table;
        foundAt = slot;
        return slot < 0 ? null : (V) table.value(slot);
    }

    @Override
    public void put(KeyCursor key, V value) {
        ObjectTable table = tables.of(key);
        int slot = foundIn == table && table.isAt(foundAt, key) ? foundAt : table.find(key);
        table.value(slot < 0 ? table.add(key) : slot, value, sharing.isMutable(value));
    }

    @Override
    public void remove(KeyCursor key) {
        ObjectTable table = tables.of(key);
        int slot = table.find(key);
        if (slot >= 0) {
            table.remove(slot);
        }
    }

    @Override
    public Scan<V> scan() {
        return new ValueScan<>(tables.all());
    }

    @Override
    public void prefetch(int[] hashes, int from, int to) {
        tables.prefetch(hashes, from, to);
    }

    @Override
    public long size() {
        return tables.size();
    }

    @Override
    public void freeze(String name, long namespace, Consumer<HeapSnapshot.Part> parts) {
        tables.forEach((group, table) -> parts.accept(new HeapSnapshot.Part(name, namespace, group, table.freeze())));
    }

    @Override
    public boolean clear() {
        return false;
    }

    private static final class ValueScan<V> extends TableScan<ObjectTable> implements Scan<V> {
        ValueScan(@Nullable Object[] tables) {
            super(tables);
        }

        @Override
        @SuppressWarnings("unchecked")
        public V value() {
            return (V) table().value(slot());
        }
    }
}
