package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyCursor;
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

    private static final CellFold ANY_FOLD = new CellFoldLoop();

    private final int first;
    private final int maxParallelism;
    private final @Nullable CellTable[] tables;
    private final Tables<CellTable> all;
    private @Nullable Class<?> loopFor;
    private CellFold loop = new CellFoldLoop();
    private long touched;

    CellLongs(Site site) {
        maxParallelism = site.maxParallelism();
        first = site.range().first();
        tables = new CellTable[site.range().size()];
        all = new Tables<>(site, new CellForm(), tables);
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
        (table == null ? all.fetch(keyGroup - first) : table).putAll(keys, values, from, to);
    }

    @Override
    public void fold(long[] keys, int[] hashes, int from, int to, long initial, LongFold fold) throws Exception {
        ByGroup sorter = all.byGroup(to - from);
        if (sorter != null) {
            int[] sorted = sorter.sort(hashes, from, to);
            foldInOrder(
                    sorter.sorted(keys, to - from), sorted, 0, to - from, initial, sorter.placedLongs(fold), ANY_FOLD);
            return;
        }
        if (loopFor != fold.getClass()) {
            loopFor = fold.getClass();
            loop = LOOPS.create(fold.getClass());
        }
        foldInOrder(keys, hashes, from, to, initial, fold, loop);
    }

    private void foldInOrder(long[] keys, int[] hashes, int from, int to, long initial, LongFold fold, CellFold loop)
            throws Exception {
        all.enter();
        try {
            loop.run(this, keys, hashes, from, to, initial, fold);
        } finally {
            all.leave();
        }
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
                CellTable from = ((CellLongs) other).all.find(i);
                if (from != null) {
                    CellTable into = tables[i];
                    (into == null ? all.fetch(i) : into).mergeAll(from, initial, merge);
                }
            }
        }
    }

    CellTable table(int hash) {
        int i = KeyGroups.groupOf(hash, maxParallelism) - first;
        CellTable table = tables[i];
        return table == null ? all.fetch(i) : table;
    }

    boolean isLarge() {
        return all.sizeInPlace() >= LARGE;
    }

    /** Loads the cells where keys are likely to be; the sum only keeps the loads from being optimised away. */
    void touch(int[] hashes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            CellTable table = tables[KeyGroups.groupOf(hashes[i], maxParallelism) - first];
            sum += table == null ? 0 : table.touch(hashes[i]);
        }
        touched = sum;
    }

    /** The last sum of {@link #touch}. */
    long touched() {
        return touched;
    }

    @Override
    public Scan scan() {
        return new CellScan();
    }

    @Override
    public long size() {
        return all.size();
    }

    @Override
    public void freeze(String name, long namespace, Freezing into) {
        all.freeze(name, namespace, into);
    }

    @Override
    public void drop(int keyGroup) {
        all.drop(keyGroup);
    }

    @Override
    public void track() {
        all.track();
    }

    @Override
    public void untrack() {
        all.untrack();
    }

    @Override
    public void discard() {
        all.discard();
    }

    @Override
    public boolean clear() {
        all.gather();
        for (CellTable table : tables) {
            if (table != null) {
                table.clear();
            }
        }
        all.recount();
        return true;
    }

    private final class CellScan implements Scan {
        private int next;
        private @Nullable CellTable table;
        private int cell;
        private long value;

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
                table = all.find(next++);
                cell = -2;
            }
        }

        @Override
        public long value() {
            return value;
        }
    }
}
