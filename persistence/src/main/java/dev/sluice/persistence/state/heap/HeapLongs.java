package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Unboxed numbers by key. */
final class HeapLongs implements KeyedLongs {
    private final Tables<LongTable> tables;
    private @Nullable LongTable foundIn;
    private int foundAt;

    HeapLongs(KeyGroupRange range, int maxParallelism, KeyKind kind) {
        tables = new Tables<>(range, maxParallelism, () -> new LongTable(Tables.index(kind)));
    }

    @Override
    public long get(KeyCursor key, long ifAbsent) {
        LongTable table = tables.of(key);
        int slot = table.find(key);
        foundIn = table;
        foundAt = slot;
        return slot < 0 ? ifAbsent : table.value(slot);
    }

    @Override
    public void put(KeyCursor key, long value) {
        LongTable table = tables.of(key);
        int slot = foundIn == table && table.isAt(foundAt, key) ? foundAt : table.find(key);
        if (slot < 0) {
            slot = table.add(key);
        }
        table.value(slot, value);
    }

    @Override
    public Scan scan() {
        return new LongScan(tables.all());
    }

    @Override
    public void prefetch(int[] hashes, int from, int to) {
        tables.prefetch(hashes, from, to);
    }

    @Override
    public long size() {
        return tables.size();
    }

    void freeze(String name, long namespace, Consumer<HeapSnapshot.Part> parts) {
        tables.forEach((group, table) -> parts.accept(new HeapSnapshot.Part(name, namespace, group, table.freeze())));
    }

    private static final class LongScan extends TableScan<LongTable> implements Scan {
        LongScan(@Nullable Object[] tables) {
            super(tables);
        }

        @Override
        public long value() {
            return table().value(slot());
        }
    }
}
