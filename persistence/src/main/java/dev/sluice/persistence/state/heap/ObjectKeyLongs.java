package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.LongFold;
import java.util.List;
import java.util.Objects;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Unboxed numbers by keys that are objects. */
final class ObjectKeyLongs implements KeyedLongs, HeapState {
    private final Tables<LongTable> tables;
    private final KeyCursor cursor;
    private @Nullable LongTable foundIn;
    private int foundAt;

    ObjectKeyLongs(KeyGroupRange range, int maxParallelism, Tracking tracking) {
        cursor = new KeyCursor(KeyKind.OBJECT, maxParallelism);
        tables = new Tables<>(range, maxParallelism, tracking, () -> new LongTable(Tables.index(KeyKind.OBJECT)));
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
    public void mergeAll(List<KeyedLongs> others, long initial, LongBinaryOperator merge) {
        for (KeyedLongs other : others) {
            for (Scan scan = other.scan(); scan.next(cursor); ) {
                put(cursor, merge.applyAsLong(get(cursor, initial), scan.value()));
            }
        }
    }

    @Override
    public Scan scan() {
        return new LongScan(tables.all());
    }

    @Override
    public void fold(@Nullable Object[] keys, int[] hashes, int from, int to, long initial, LongFold fold)
            throws Exception {
        tables.prefetch(hashes, from, to);
        for (int i = from; i < to; i++) {
            cursor.point(Objects.requireNonNull(keys[i]), hashes[i]);
            put(cursor, fold.apply(i, get(cursor, initial)));
        }
    }

    @Override
    public void fold(long[] keys, int[] hashes, int from, int to, long initial, LongFold fold) {
        throw new IllegalArgumentException("the keys are objects, not whole numbers");
    }

    @Override
    public long size() {
        return tables.size();
    }

    @Override
    public void freeze(String name, long namespace, Freezing into) {
        tables.forEach((group, table) -> into.add(name, namespace, group, table.freeze(), table.changes()));
    }

    @Override
    public void drop(int keyGroup) {
        tables.drop(keyGroup);
    }

    @Override
    public void track() {
        tables.forEach((group, table) -> table.track());
    }

    @Override
    public void untrack() {
        tables.forEach((group, table) -> table.untrack());
    }

    @Override
    public boolean clear() {
        return false;
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
