package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.ValueFold;
import dev.sluice.persistence.state.format.RowCodec;
import dev.sluice.persistence.state.format.RowLayout;
import dev.sluice.persistence.state.format.RowType;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Accumulators by whole-number keys, as rows of numbers where their class allows it (see {@link RowType}): without an
 * object for each, there is nothing for the collector to look at, and a snapshot copies memory. The first value
 * decides. When one of another class comes, all become objects.
 *
 * <p>What is returned of a mutable class is one object, filled anew each time.
 */
final class RowValues<V> implements KeyedValues<V>, HeapState {
    static final int BLOCK = 128;

    /** Fewer rows than this are in the second-level cache anyway. */
    private static final int LARGE = 1 << 12;

    /** For fewer records it is not worth asking how large the tables are. */
    private static final int WORTH_LOADING = 32;

    private static final RowFold ANY_FOLD = new RowFoldLoop();
    private static final ClassCopies<RowFold> LOOPS = new ClassCopies<>(MethodHandles.lookup(), RowFoldLoop.class);

    private final KeyGroupRange range;
    private final int maxParallelism;
    private final Site site;
    final Supplier<V> prototype;
    private final Supplier<HeapValues<V>> objectsInstead;
    private final KeyCursor cursor;
    private final @Nullable RowTable[] tables;
    private final Tables<RowTable> all;
    private final int[] places = new int[BLOCK];
    private @Nullable RowLayout restored;
    private @Nullable RowType rowType;
    private @Nullable Object scratch;
    private @Nullable HeapValues<V> objects;

    // The rows' tables, and what they had noted, are gone: since the last snapshot, and from the one before on.
    private boolean becameObjects;
    private boolean becameObjectsBefore;

    private @Nullable Class<?> loopFor;
    private RowFold loop = new RowFoldLoop();
    private @Nullable V foreign;
    private long touched;

    /**
     * @param site of keys that are whole numbers
     * @param prototype makes accumulators that are overwritten
     * @param objectsInstead for what does not fit into rows
     */
    RowValues(Site site, Supplier<V> prototype, Supplier<HeapValues<V>> objectsInstead) {
        this.site = site;
        this.prototype = prototype;
        this.objectsInstead = objectsInstead;
        maxParallelism = site.maxParallelism();
        range = site.range();
        cursor = site.cursor();
        tables = new RowTable[range.size()];
        all = new Tables<>(site, new RowForm(this::layout), tables);
    }

    /** Of the rows there are, or are to be. */
    private RowLayout layout() {
        return rowType == null ? Objects.requireNonNull(restored) : rowType.layout();
    }

    /** Decides between rows and objects by the class of the first value. */
    private void decide(Class<?> type) {
        RowType found = RowType.of(type);
        Object sample = found == null ? type : newScratch(type);
        if (found == null || (!type.isRecord() && sample.getClass() != type)) {
            requireNoRows(type);
            objects = objectsInstead.get();
            all.discard();
            return;
        }
        if (restored != null && !restored.equals(found.layout())) {
            requireNoRows(type);
        }
        rowType = found;
        scratch = sample;
    }

    /** What a row is loaded into: an accumulator, or anything where a new record is made. */
    private Object newScratch(Class<?> type) {
        return type.isRecord() ? type : Objects.requireNonNull(prototype.get());
    }

    private void requireNoRows(Class<?> type) {
        if (restored != null) {
            throw new IllegalStateException("the snapshot has accumulators with the fields \"" + restored.describe()
                    + "\", but " + type.getName() + " has others: start the job anew, or give the class these fields");
        }
    }

    private @Nullable HeapValues<V> objects(@Nullable Object value) {
        if (rowType == null && objects == null) {
            decide((value == null || restored != null ? prototype.get() : value).getClass());
        }
        if (objects == null && value != null && value.getClass() != type()) {
            toObjects();
        }
        return objects;
    }

    private void toObjects() {
        HeapValues<V> copied = objectsInstead.get();
        copyTo(copied);
        objects = copied;
        becameObjects = site.tracking().on;
        all.discard();
    }

    private void copyTo(HeapValues<V> into) {
        KeyCursor key = new KeyCursor(cursor.kind(), maxParallelism);
        for (RowScan<V> scan = new RowScan<>(this, all, true); scan.next(key); ) {
            into.put(key, scan.value());
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V get(KeyCursor key) {
        HeapValues<V> instead = objects(null);
        if (instead != null) {
            return instead.get(key);
        }
        RowTable table = all.find(key.group() - range.first());
        int place = table == null ? -1 : table.find(key.number(), key.hash());
        return place < 0
                ? null
                : (V) codec().load(scratch(), Objects.requireNonNull(table).rows(), place);
    }

    @Override
    public void put(KeyCursor key, V value) {
        HeapValues<V> instead = objects(value);
        if (instead != null) {
            instead.put(key, value);
            return;
        }
        RowTable table = table(key.hash());
        int place = table.find(key.number(), key.hash());
        if (place < 0) {
            place = table.add(key.number(), key.hash());
        } else {
            table.own(place);
        }
        codec().store(value, table.rows(), place);
    }

    @Override
    public void remove(KeyCursor key) {
        if (objects != null) {
            objects.remove(key);
            return;
        }
        RowTable table = all.find(key.group() - range.first());
        int place = table == null ? -1 : table.find(key.number(), key.hash());
        if (place >= 0) {
            Objects.requireNonNull(table).remove(place);
        }
    }

    @Override
    public void fold(long[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception {
        ByGroup sorter = all.byGroup(to - from);
        if (sorter != null) {
            int[] sorted = sorter.sort(hashes, from, to);
            foldInOrder(sorter.sorted(keys, to - from), sorted, 0, to - from, sorter.placed(fold));
        } else {
            foldInOrder(keys, hashes, from, to, fold);
        }
    }

    private void foldInOrder(long[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception {
        HeapValues<V> instead = objects(null);
        if (instead == null) {
            from = run(keys, hashes, from, to, fold);
            if (from < to) {
                V value = Objects.requireNonNull(foreign);
                foreign = null;
                toObjects();
                cursor.point(keys[from], hashes[from]);
                put(cursor, value);
                from++;
            }
            instead = objects;
        }
        if (instead != null) {
            instead.fold(keys, hashes, from, to, fold);
        }
    }

    private RowFold loop(ValueFold<V> fold) {
        if (!ByGroup.isWorthACopy(fold)) {
            return ANY_FOLD;
        }
        if (loopFor != fold.getClass()) {
            loopFor = fold.getClass();
            loop = LOOPS.create(fold.getClass());
        }
        return loop;
    }

    private int run(long[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception {
        all.enter();
        try {
            return loop(fold).run(this, keys, hashes, from, to, fold);
        } finally {
            all.leave();
        }
    }

    @Override
    public void fold(@Nullable Object[] keys, int[] hashes, int from, int to, ValueFold<V> fold) {
        throw new IllegalArgumentException("the keys are whole numbers, not objects");
    }

    /** Keeps the value of another class with which the loop ended. */
    void foreign(V value) {
        foreign = value;
    }

    /** An object that rows can be loaded into, other than all before. */
    Object newHolder() {
        objects(null);
        return newScratch(type());
    }

    RowCodec codec() {
        return Objects.requireNonNull(rowType).codec();
    }

    Class<?> type() {
        return Objects.requireNonNull(rowType).type();
    }

    Object scratch() {
        return Objects.requireNonNull(scratch);
    }

    RowTable table(int hash) {
        int i = KeyGroups.groupOf(hash, maxParallelism) - range.first();
        RowTable table = tables[i];
        return table == null ? all.fetch(i) : table;
    }

    /** Whether so many records are worth loading their rows beforehand. */
    boolean isWorthLoading(int records) {
        return records >= WORTH_LOADING && all.sizeInPlace() >= LARGE;
    }

    /** Loads the rows of hashes; the sum only keeps the loads from being optimised away. */
    void touch(int[] hashes, int from, int to) {
        for (int i = from; i < to; i++) {
            RowTable table = tables[KeyGroups.groupOf(hashes[i], maxParallelism) - range.first()];
            places[i - from] = table == null ? 0 : table.guess(hashes[i]);
        }
        long sum = 0;
        for (int i = from; i < to; i++) {
            RowTable table = tables[KeyGroups.groupOf(hashes[i], maxParallelism) - range.first()];
            sum += table == null ? 0 : table.touch(places[i - from]);
        }
        touched = sum;
    }

    /** The last sum of {@link #touch}. */
    long touched() {
        return touched;
    }

    @Override
    public Scan<V> scan() {
        HeapValues<V> instead = objects;
        return instead == null ? new RowScan<>(this, all, false) : instead.scan();
    }

    @Override
    public void sweep(int places, Sieve<V> sieve) {
        throw new UnsupportedOperationException("rows do not expire");
    }

    @Override
    public long size() {
        return objects == null ? all.size() : objects.size();
    }

    /** Takes over restored rows, all of one key group; their layout is that of the accumulators of today. */
    void restore(int keyGroup, RowLayout layout, long[] rows, int from, int to) {
        HeapValues<V> instead = objects;
        if (instead != null) {
            RowValues<V> others = new RowValues<>(site.withoutShelves(), prototype, objectsInstead);
            others.restore(keyGroup, layout, rows, from, to);
            others.copyTo(instead);
            return;
        }
        if (restored != null && !restored.equals(layout)) {
            throw new IllegalStateException("the snapshot has accumulators with the fields \"" + restored.describe()
                    + "\" and others with \"" + layout.describe() + "\"");
        }
        restored = layout;
        int i = keyGroup - range.first();
        RowTable table = tables[i];
        (table == null ? all.fetch(i) : table).putAll(rows, from, to);
    }

    @Override
    public void freeze(String name, long namespace, Freezing into) {
        if (objects != null) {
            if (into.notes()) {
                becameObjectsBefore = becameObjects || (becameObjectsBefore && !into.lastIsBase);
                becameObjects = false;
                if (becameObjectsBefore) {
                    into.dropped(name, new TreeSet<>(List.of(namespace)));
                }
            }
            objects.freeze(name, namespace, into);
            return;
        }
        if (rowType != null || restored != null) {
            all.freeze(name, namespace, into);
        }
    }

    @Override
    public void drop(int keyGroup) {
        if (objects == null) {
            all.drop(keyGroup);
        } else {
            objects.drop(keyGroup);
        }
    }

    @Override
    public void track() {
        becameObjects = false;
        becameObjectsBefore = false;
        if (objects == null) {
            all.track();
        } else {
            objects.track();
        }
    }

    @Override
    public void untrack() {
        if (objects == null) {
            all.untrack();
        } else {
            objects.untrack();
        }
    }

    @Override
    public void discard() {
        if (objects == null) {
            all.discard();
        } else {
            objects.discard();
        }
    }

    @Override
    public boolean clear() {
        if (objects != null) {
            return false;
        }
        all.gather();
        for (RowTable table : tables) {
            if (table != null) {
                table.clear();
            }
        }
        all.recount();
        return true;
    }
}
