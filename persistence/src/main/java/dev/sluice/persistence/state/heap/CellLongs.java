package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.LongFold;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Unboxed numbers by whole-number keys: a {@link CellTable} for each key group, made when its first key comes. */
final class CellLongs implements KeyedLongs, HeapState {
    private static final ClassCopies<CellFold> LOOPS = new ClassCopies<>(MethodHandles.lookup(), CellFoldLoop.class);

    /** Fewer entries than this are in the second-level cache anyway. */
    private static final int LARGE = 1 << 14;

    private final int first;
    private final int maxParallelism;
    private final @Nullable CellTable[] tables;
    private final Tracking tracking;
    private @Nullable Class<?> loopFor;
    private CellFold loop = new CellFoldLoop();
    private long touched;

    CellLongs(KeyGroupRange range, int maxParallelism, Tracking tracking) {
        this.tracking = tracking;
        this.maxParallelism = maxParallelism;
        first = range.first();
        tables = new CellTable[range.size()];
    }

    @Override
    public long get(KeyCursor key, long ifAbsent) {
        CellTable table = table(key.hash());
        int place = table.find(key.number(), key.hash());
        return place < 0 ? ifAbsent : table.cells()[place];
    }

    @Override
    public void put(KeyCursor key, long value) {
        CellTable table = table(key.hash());
        int place = table.own(key.number(), key.hash(), value);
        table.cells()[place] = value;
    }

    /** Takes over restored entries, all of one key group. */
    void putAll(int keyGroup, long[] keys, long[] values, int from, int to) {
        CellTable table = tables[keyGroup - first];
        (table == null ? addTable(keyGroup - first) : table).putAll(keys, values, from, to);
    }

    @Override
    public void fold(long[] keys, int[] hashes, int from, int to, long initial, LongFold fold) throws Exception {
        if (loopFor != fold.getClass()) {
            loopFor = fold.getClass();
            loop = LOOPS.create(fold.getClass());
        }
        loop.run(this, keys, hashes, from, to, initial, fold);
    }

    @Override
    public void fold(@Nullable Object[] keys, int[] hashes, int from, int to, long initial, LongFold fold) {
        throw new IllegalArgumentException("the keys are whole numbers, not objects");
    }

    /** Key group by key group: one group's tables fit into the cache together. */
    @Override
    public void mergeAll(List<KeyedLongs> others, long initial, LongBinaryOperator merge) {
        for (int i = 0; i < tables.length; i++) {
            for (KeyedLongs other : others) {
                CellTable from = ((CellLongs) other).tables[i];
                if (from != null) {
                    CellTable into = tables[i];
                    (into == null ? addTable(i) : into).mergeAll(from, initial, merge);
                }
            }
        }
    }

    CellTable table(int hash) {
        int i = KeyGroups.groupOf(hash, maxParallelism) - first;
        CellTable table = tables[i];
        return table == null ? addTable(i) : table;
    }

    private CellTable addTable(int i) {
        CellTable table = new CellTable();
        if (tracking.on) {
            table.track();
        }
        tables[i] = table;
        return table;
    }

    boolean isLarge() {
        return size() >= LARGE;
    }

    /** Loads the cells where keys are likely to be; the sum only keeps the loads from being optimised away. */
    void touch(int[] hashes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += table(hashes[i]).touch(hashes[i]);
        }
        touched = sum;
    }

    /** The last sum of {@link #touch}. */
    long touched() {
        return touched;
    }

    @Override
    public Scan scan() {
        return new CellScan(tables);
    }

    @Override
    public long size() {
        long size = 0;
        for (CellTable table : tables) {
            size += table == null ? 0 : table.size();
        }
        return size;
    }

    @Override
    public void freeze(String name, long namespace, Freezing into) {
        for (int i = 0; i < tables.length; i++) {
            CellTable table = tables[i];
            if (table != null) {
                into.add(name, namespace, first + i, table.freeze(), table.changes());
            }
        }
    }

    @Override
    public void drop(int keyGroup) {
        tables[keyGroup - first] = null;
    }

    @Override
    public void track() {
        for (CellTable table : tables) {
            if (table != null) {
                table.track();
            }
        }
    }

    @Override
    public void untrack() {
        for (CellTable table : tables) {
            if (table != null) {
                table.untrack();
            }
        }
    }

    @Override
    public boolean clear() {
        for (CellTable table : tables) {
            if (table != null) {
                table.clear();
            }
        }
        return true;
    }

    private static final class CellScan implements Scan {
        private final @Nullable CellTable[] tables;
        private int next;
        private @Nullable CellTable table;
        private int cell;
        private long value;

        CellScan(@Nullable CellTable[] tables) {
            this.tables = tables;
        }

        @Override
        public boolean next(KeyCursor key) {
            while (true) {
                CellTable current = table;
                if (current != null) {
                    cell = current.next(cell);
                    if (cell >= 0) {
                        long number = current.keyAt(cell);
                        key.point(number, KeyGroups.hash(number));
                        value = current.cells()[cell + 1];
                        return true;
                    }
                }
                if (next == tables.length) {
                    return false;
                }
                table = tables[next++];
                cell = -2;
            }
        }

        @Override
        public long value() {
            return value;
        }
    }
}
