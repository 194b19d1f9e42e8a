package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One table for each key group of a subtask, made when its first key comes. */
final class Tables<T extends HeapTable<?>> {
    private final int first;
    private final Supplier<T> factory;
    private final @Nullable Object[] tables;

    Tables(KeyGroupRange range, Supplier<T> factory) {
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
            table = factory.get();
            tables[i] = table;
        }
        return (T) table;
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
