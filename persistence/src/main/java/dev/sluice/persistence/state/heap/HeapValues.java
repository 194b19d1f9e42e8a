package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.ValueFold;
import dev.sluice.persistence.state.format.EntryChunk;
import java.lang.invoke.MethodHandles;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Objects by key. */
final class HeapValues<V> implements KeyedValues<V>, HeapState {
    private static final ClassCopies<HeapFold> LOOPS = new ClassCopies<>(MethodHandles.lookup(), HeapFoldLoop.class);

    private static final HeapFold ANY_FOLD = new HeapFoldLoop();

    private final Tables<ObjectTable> tables;
    private final Sharing sharing;
    private final KeyCursor cursor;
    private final @Nullable Supplier<Sieve<V>> expiry;
    private @Nullable Sweep sweep;
    private @Nullable Class<?> loopFor;
    private HeapFold loop = new HeapFoldLoop();
    private @Nullable ObjectTable foundIn;
    private int foundAt;

    HeapValues(Site site, UnaryOperator<Object> copier, Sharing sharing, @Nullable Supplier<Sieve<V>> expiry) {
        this.sharing = sharing;
        this.expiry = expiry;
        cursor = site.cursor();
        tables = new Tables<>(site, new Form(site.kind(), copier));
    }

    private final class Form implements TableForm<ObjectTable> {
        private final KeyKind kind;
        private final UnaryOperator<Object> copier;

        Form(KeyKind kind, UnaryOperator<Object> copier) {
            this.kind = kind;
            this.copier = copier;
        }

        @Override
        public ObjectTable make() {
            return new ObjectTable(Tables.index(kind), copier);
        }

        @Override
        public FrozenTable freeze(ObjectTable table, @Nullable Sieve<Object> sieve) {
            return table.freeze(sieve);
        }

        @Override
        public void put(ObjectTable table, EntryChunk entries, KeyCursor key) {
            for (int i = 0; i < entries.size(); i++) {
                entries.pointAt(i, key);
                Object value = entries.value(i);
                table.value(table.add(key), value, sharing.isMutable(value));
            }
        }

        @Override
        @SuppressWarnings("unchecked") // of this state's values
        public @Nullable Sieve<Object> sieve() {
            return expiry == null ? null : (Sieve<Object>) expiry.get();
        }

        @Override
        public int objects(ObjectTable table) {
            return kind.primitive() ? table.size() : 2 * table.size();
        }

        @Override
        public void sample(ObjectTable table, ObjectSizes into, KeyCursor key) {
            if (!kind.primitive()) {
                table.sampleKeys(into, key);
            }
            table.sampleValues(into);
        }

        @Override
        public void forget() {
            foundIn = null;
        }
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
        return new ValueScan<>(tables);
    }

    @Override
    public void fold(long[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception {
        ByGroup sorter = tables.byGroup(to - from);
        if (sorter != null) {
            int[] sorted = sorter.sort(hashes, from, to);
            foldInOrder(sorter.sorted(keys, to - from), sorted, 0, to - from, sorter.placed(fold));
        } else {
            foldInOrder(keys, hashes, from, to, fold);
        }
    }

    private void foldInOrder(long[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception {
        tables.prefetch(hashes, from, to);
        tables.enter();
        try {
            loop(fold).run(this, keys, hashes, from, to, fold);
        } finally {
            tables.leave();
        }
    }

    @Override
    public void fold(@Nullable Object[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception {
        ByGroup sorter = tables.byGroup(to - from);
        if (sorter != null) {
            int[] sorted = sorter.sort(hashes, from, to);
            foldInOrder(sorter.sorted(keys, to - from), sorted, 0, to - from, sorter.placed(fold));
        } else {
            foldInOrder(keys, hashes, from, to, fold);
        }
    }

    private void foldInOrder(@Nullable Object[] keys, int[] hashes, int from, int to, ValueFold<V> fold)
            throws Exception {
        tables.prefetch(hashes, from, to);
        tables.enter();
        try {
            loop(fold).run(this, keys, hashes, from, to, fold);
        } finally {
            tables.leave();
        }
    }

    private HeapFold loop(ValueFold<V> fold) {
        if (!ByGroup.isWorthACopy(fold)) {
            return ANY_FOLD;
        }
        if (loopFor != fold.getClass()) {
            loopFor = fold.getClass();
            loop = LOOPS.create(fold.getClass());
        }
        return loop;
    }

    /** The table of the key that {@link #cursor} points at. */
    ObjectTable table() {
        return tables.of(cursor);
    }

    @SuppressWarnings("unchecked")
    @Nullable
    V at(ObjectTable table, int slot) {
        return slot < 0 ? null : (V) table.value(slot);
    }

    void put(ObjectTable table, int slot, V value) {
        table.value(slot < 0 ? table.add(cursor) : slot, value, sharing.isMutable(value));
    }

    KeyCursor cursor() {
        return cursor;
    }

    @Override
    public long size() {
        return tables.size();
    }

    @Override
    @SuppressWarnings("unchecked") // of this state's values
    public void sweep(int places, Sieve<V> sieve) {
        Sweep current = sweep;
        if (current == null) {
            current = new Sweep(tables, sharing);
            sweep = current;
        }
        current.go(places, (Sieve<Object>) sieve);
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

    private static final class ValueScan<V> extends TableScan<ObjectTable> implements Scan<V> {
        ValueScan(Tables<ObjectTable> tables) {
            super(tables);
        }

        @Override
        @SuppressWarnings("unchecked")
        public V value() {
            return (V) table().value(slot());
        }
    }
}
