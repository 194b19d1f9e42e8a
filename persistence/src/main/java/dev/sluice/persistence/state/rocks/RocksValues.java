package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.ValueFold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects by key. */
final class RocksValues<V> extends RocksTable implements KeyedValues<V> {
    private final ValueForm<V> form;
    private final HotValues<V> hot;
    private final Object scratch;
    private final List<Object> scratchBySlot = new ArrayList<>();
    private final KeyCursor swept;
    private @Nullable Pager sweeping;

    RocksValues(RocksStore store, StateInfo state, long namespace, ValueForm<V> form, HotValues<V> hot) {
        super(store, state, namespace);
        this.form = form;
        this.hot = hot;
        scratch = form.scratch();
        swept = new KeyCursor(store.kind(), store.maxParallelism());
    }

    @Override
    public @Nullable V get(KeyCursor key) {
        return hot.get(this, key);
    }

    @Override
    public void put(KeyCursor key, V value) {
        groups.set(key.group());
        if (!hot.put(this, key, value)) {
            Bytes bytes = key(key);
            form.encode(value, cell(bytes, key));
            put(bytes, key.group());
        }
    }

    @Override
    public void remove(KeyCursor key) {
        hot.forget(this, key);
        Bytes bytes = key(key);
        database().delete(bytes.array(), bytes.length());
    }

    @Override
    void forget() {
        hot.forget(this);
    }

    @Override
    void flush() {
        hot.flush();
    }

    @Override
    public void fold(long[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception {
        hot.clear();
        Slots slots = store.slots();
        for (int begin = from; begin < to; begin += Slots.MOST) {
            int end = Math.min(to, begin + Slots.MOST);
            slots.gather(this, keys, hashes, begin, end);
            fold(slots, begin, end, fold);
        }
    }

    @Override
    public void fold(@Nullable Object[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception {
        hot.clear();
        Slots slots = store.slots();
        for (int begin = from; begin < to; begin += Slots.MOST) {
            int end = Math.min(to, begin + Slots.MOST);
            slots.gather(this, keys, hashes, begin, end);
            fold(slots, begin, end, fold);
        }
    }

    private void fold(Slots slots, int from, int to, ValueFold<V> fold) throws Exception {
        List<@Nullable V> values = decodeAll(slots);
        BitSet folded = new BitSet();
        try {
            for (int i = from; i < to; i++) {
                int slot = slots.of(i - from);
                V after = fold.apply(i, values.get(slot));
                values.set(slot, after);
                if (after != null) {
                    folded.set(slot);
                }
            }
        } finally {
            write(slots, values, folded);
        }
    }

    private List<@Nullable V> decodeAll(Slots slots) {
        List<byte @Nullable []> found = database().getAll(slots.bytes());
        List<@Nullable V> values = new ArrayList<>(found.size());
        for (int slot = 0; slot < found.size(); slot++) {
            if (scratchBySlot.size() == slot) {
                scratchBySlot.add(form.scratch());
            }
            byte[] cell = found.get(slot);
            values.add(
                    cell == null
                            ? null
                            : form.decode(
                                    cell,
                                    store.cells().payload(slots.bytes().get(slot), cell),
                                    cell.length,
                                    scratchBySlot.get(slot)));
        }
        return values;
    }

    private void write(Slots slots, List<@Nullable V> values, BitSet folded) {
        database().write(batch -> {
            for (int slot = folded.nextSetBit(0); slot >= 0; slot = folded.nextSetBit(slot + 1)) {
                V value = values.get(slot);
                if (value != null) {
                    byte[] keyBytes = slots.bytes().get(slot);
                    Bytes cell = cell(keyBytes, slots.object(slot));
                    form.encode(value, cell);
                    batch.put(keyBytes, cell.copy());
                    groups.set(slots.group(slot));
                }
            }
        });
    }

    @Override
    public Scan<V> scan() {
        return new ValueScan<>(this);
    }

    @Override
    public void sweep(int places, Sieve<V> sieve) {
        hot.flush();
        byte[] end = sweeping == null ? null : sweeping.position();
        boolean wrapped = false;
        for (int left = places; left > 0; ) {
            Pager pager = sweeping;
            if (pager == null) {
                if (wrapped) {
                    return;
                }
                wrapped = true;
                pager = pager();
                sweeping = pager;
            }
            if (!pager.load(left)) {
                sweeping = null;
            } else if (wrapped && end != null && Arrays.compareUnsigned(pager.key(0), end) >= 0) {
                return; // a round at most
            } else {
                sift(pager, sieve);
                left -= pager.size();
            }
        }
    }

    private void sift(Pager page, Sieve<V> sieve) {
        BitSet dropped = new BitSet();
        List<@Nullable V> changed = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            byte[] cell = page.cell(i);
            store.cells().point(swept, page.key(i), cell);
            V value = hot.peek(this, swept);
            if (value == null) {
                value = form.decode(cell, store.cells().payload(page.key(i), cell), cell.length, scratch);
            }
            V kept = sieve.keep(value);
            if (kept != value) {
                hot.forget(this, swept);
            }
            dropped.set(i, kept == null);
            changed.add(kept == value ? null : kept);
        }
        if (dropped.isEmpty() && changed.stream().allMatch(value -> value == null)) {
            return;
        }
        database().write(batch -> {
            for (int i = 0; i < page.size(); i++) {
                V value = changed.get(i);
                if (dropped.get(i)) {
                    batch.delete(page.key(i));
                } else if (value != null) {
                    Bytes cell = store.cell();
                    cell.cutTo(0);
                    cell.put(page.cell(i), 0, store.cells().payload(page.key(i), page.cell(i)));
                    form.encode(value, cell);
                    batch.put(page.key(i), cell.copy());
                }
            }
        });
    }

    @Override
    public long size() {
        return count();
    }

    private static final class ValueScan<V> extends RocksScan implements Scan<V> {
        private final RocksValues<V> table;
        private final Object filled;

        ValueScan(RocksValues<V> table) {
            super(table);
            this.table = table;
            filled = table.form.scratch();
        }

        @Override
        public V value() {
            return table.form.decode(cell(), payload(), cell().length, filled);
        }
    }
}
