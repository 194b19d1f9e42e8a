package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.LongFold;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Numbers by key. */
final class RocksLongs extends RocksTable implements KeyedLongs {

    RocksLongs(RocksStore store, StateInfo state, long namespace) {
        super(store, state, namespace);
    }

    @Override
    public long get(KeyCursor key, long ifAbsent) {
        Bytes bytes = key(key);
        int length = database().get(bytes.array(), bytes.length());
        return length == Database.ABSENT
                ? ifAbsent
                : number(bytes.array(), database().value());
    }

    private long number(byte[] keyBytes, byte[] cell) {
        return (long) Bytes.LONG.get(cell, store.cells().payload(keyBytes, cell));
    }

    @Override
    public void put(KeyCursor key, long value) {
        Bytes bytes = key(key);
        cell(bytes, key).putLong(value);
        put(bytes, key.group());
    }

    @Override
    public void fold(long[] keys, int[] hashes, int from, int to, long initial, LongFold fold) throws Exception {
        Slots slots = store.slots();
        for (int begin = from; begin < to; begin += Slots.MOST) {
            int end = Math.min(to, begin + Slots.MOST);
            slots.gather(this, keys, hashes, begin, end);
            fold(slots, begin, end, initial, fold);
        }
    }

    @Override
    public void fold(@Nullable Object[] keys, int[] hashes, int from, int to, long initial, LongFold fold)
            throws Exception {
        Slots slots = store.slots();
        for (int begin = from; begin < to; begin += Slots.MOST) {
            int end = Math.min(to, begin + Slots.MOST);
            slots.gather(this, keys, hashes, begin, end);
            fold(slots, begin, end, initial, fold);
        }
    }

    private void fold(Slots slots, int from, int to, long initial, LongFold fold) throws Exception {
        long[] values = new long[slots.size()];
        List<byte @Nullable []> found = database().getAll(slots.bytes());
        for (int slot = 0; slot < values.length; slot++) {
            byte[] cell = found.get(slot);
            values[slot] = cell == null ? initial : number(slots.bytes().get(slot), cell);
        }
        BitSet folded = new BitSet();
        try {
            for (int i = from; i < to; i++) {
                int slot = slots.of(i - from);
                values[slot] = fold.apply(i, values[slot]);
                folded.set(slot);
            }
        } finally {
            write(slots, values, folded);
        }
    }

    private void write(Slots slots, long[] values, BitSet folded) {
        database().write(batch -> {
            for (int slot = folded.nextSetBit(0); slot >= 0; slot = folded.nextSetBit(slot + 1)) {
                byte[] keyBytes = slots.bytes().get(slot);
                Bytes cell = cell(keyBytes, slots.object(slot));
                cell.putLong(values[slot]);
                batch.put(keyBytes, cell.copy());
                groups.set(slots.group(slot));
            }
        });
    }

    @Override
    public void mergeAll(List<KeyedLongs> others, long initial, LongBinaryOperator merge) {
        for (KeyedLongs other : others) {
            for (Pager pager = ((RocksLongs) other).pager(); pager.load(Pager.PAGE); ) {
                merge(pager, initial, merge);
            }
        }
    }

    private void merge(Pager from, long initial, LongBinaryOperator merge) {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            byte[] key = from.key(i).clone();
            KeyLayout.move(key, state.id, namespace);
            keys.add(key);
        }
        List<byte @Nullable []> found = database().getAll(keys);
        database().write(batch -> {
            for (int i = 0; i < keys.size(); i++) {
                byte[] own = found.get(i);
                byte[] cell = from.cell(i).clone();
                int at = store.cells().payload(keys.get(i), cell);
                long value = own == null ? initial : number(keys.get(i), own);
                Bytes.LONG.set(cell, at, merge.applyAsLong(value, (long) Bytes.LONG.get(cell, at)));
                batch.put(keys.get(i), cell);
                groups.set(KeyLayout.groupOf(keys.get(i)));
            }
        });
    }

    @Override
    public Scan scan() {
        return new LongScan(this);
    }

    @Override
    public long size() {
        return count();
    }

    private static final class LongScan extends RocksScan implements Scan {
        LongScan(RocksLongs table) {
            super(table);
        }

        @Override
        public long value() {
            return (long) Bytes.LONG.get(cell(), payload());
        }
    }
}
