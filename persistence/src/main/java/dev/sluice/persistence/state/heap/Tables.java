package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One table for each key group of a subtask, made when its first key comes. */
final class Tables<T extends HeapTable<?>> {
    private final int first;
    private final int maxParallelism;
    private final Supplier<T> factory;
    private final @Nullable Object[] tables;
    private final Tracking tracking;

    private long touched;

    Tables(KeyGroupRange range, int maxParallelism, Tracking tracking, Supplier<T> factory) {
        this.tracking = tracking;
        this.maxParallelism = maxParallelism;
        this.first = range.first();
        this.factory = factory;
        this.tables = new Object[range.size()];
    }

    /** What is done with each table that exists. */
    interface Action<T> {
        void accept(int group, T table);
    }

    static KeyIndex index(KeyKind kind) {
        return kind.primitive() ? new LongKeyIndex() : new ObjectKeyIndex();
    }

    @SuppressWarnings("unchecked") // filled by the factory only
    T of(KeyCursor key) {
        int i = key.group() - first;
        Object table = tables[i];
        if (table == null) {
            table = newTable();
            tables[i] = table;
        }
        return (T) table;
    }

    private T newTable() {
        T table = factory.get();
        if (tracking.on) {
            table.track();
        }
        return table;
    }

    /** Loads the slots where keys are likely to be; the sum only keeps the loads from being optimised away. */
    void prefetch(int[] hashes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            Object table = tables[KeyGroups.groupOf(hashes[i], maxParallelism) - first];
            if (table != null) {
                sum += ((HeapTable<?>) table).touch(hashes[i]);
            }
        }
        touched = sum;
    }

    /** The last sum of {@link #prefetch}. */
    long touched() {
        return touched;
    }

    @SuppressWarnings("unchecked")
    void forEach(Action<T> action) {
        for (int i = 0; i < tables.length; i++) {
            Object table = tables[i];
            if (table != null) {
                action.accept(first + i, (T) table);
            }
        }
    }

    void drop(int group) {
        tables[group - first] = null;
    }

    long size() {
        long size = 0;
        for (Object table : tables) {
            size += table == null ? 0 : ((HeapTable<?>) table).index().size();
        }
        return size;
    }

    @Nullable
    Object[] all() {
        return tables;
    }
}
