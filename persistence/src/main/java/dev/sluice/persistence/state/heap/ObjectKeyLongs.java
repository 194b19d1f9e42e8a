package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.LongFold;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.format.EntryChunk;
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

    ObjectKeyLongs(Site site) {
        cursor = site.cursor();
        tables = new Tables<>(site, new Form());
    }

    private final class Form implements TableForm<LongTable> {
        @Override
        public LongTable make() {
            return new LongTable(Tables.index(KeyKind.OBJECT));
        }

        @Override
        public FrozenTable freeze(LongTable table, @Nullable Sieve<Object> sieve) {
            return table.freeze();
        }

        @Override
        public void put(LongTable table, EntryChunk entries, KeyCursor key) {
            for (int i = 0; i < entries.size(); i++) {
                entries.pointAt(i, key);
                table.value(table.add(key), entries.longValue(i));
            }
        }

        @Override
        public int objects(LongTable table) {
            return table.size();
        }

        @Override
        public void sample(LongTable table, ObjectSizes into, KeyCursor key) {
            table.sampleKeys(into, key);
        }

        @Override
        public void forget() {
            foundIn = null;
        }
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
        return new LongScan(tables);
    }

    @Override
    public void fold(@Nullable Object[] keys, int[] hashes, int from, int to, long initial, LongFold fold)
            throws Exception {
        ByGroup sorter = tables.byGroup(to - from);
        if (sorter != null) {
            int[] sorted = sorter.sort(hashes, from, to);
            foldInOrder(sorter.sorted(keys, to - from), sorted, 0, to - from, initial, sorter.placedLongs(fold));
        } else {
            foldInOrder(keys, hashes, from, to, initial, fold);
        }
    }

    private void foldInOrder(@Nullable Object[] keys, int[] hashes, int from, int to, long initial, LongFold fold)
            throws Exception {
        tables.prefetch(hashes, from, to);
        tables.enter();
        try {
            for (int i = from; i < to; i++) {
                cursor.point(Objects.requireNonNull(keys[i]), hashes[i]);
                put(cursor, fold.apply(i, get(cursor, initial)));
            }
        } finally {
            tables.leave();
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
        tables.freeze(name, namespace, into);
    }

    @Override
    public void drop(int keyGroup) {
        tables.drop(keyGroup);
    }

    @Override
    public void track() {
        tables.track();
    }

    @Override
    public void untrack() {
        tables.untrack();
    }

    @Override
    public void discard() {
        tables.discard();
    }

    @Override
    public boolean clear() {
        return false;
    }

    private static final class LongScan extends TableScan<LongTable> implements Scan {
        LongScan(Tables<LongTable> tables) {
            super(tables);
        }

        @Override
        public long value() {
            return table().value(slot());
        }
    }
}
