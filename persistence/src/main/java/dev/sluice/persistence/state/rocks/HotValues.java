package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.KeyCursor;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of some keys of a state that were used last, decoded: a key that is used again and again costs the
 * database nothing until a snapshot. A slot for each hash; what comes takes the place of what was there. Only small
 * values stay here for longer, since nobody counts the memory.
 */
final class HotValues<V> {
    private static final int SLOTS = 1 << 12;
    private static final int LARGEST = 1 << 10;
    private static final int MIX = 0x9e3779b9;

    private final RocksStore store;
    private final ValueForm<V> form;
    private final @Nullable Hot<?>[] slots = new Hot<?>[SLOTS];

    /** A key and its value, or that it has none. */
    private static final class Hot<V> {
        private final Object scratch;
        private @Nullable RocksValues<V> table;
        private long number;
        private int hash;
        private int group;
        private @Nullable Object key;
        private @Nullable V value;
        private boolean dirty;

        Hot(Object scratch) {
            this.scratch = scratch;
        }

        boolean isOf(RocksValues<V> of, KeyCursor at, boolean primitive) {
            return table == of
                    && hash == at.hash()
                    && (primitive ? number == at.number() : at.object().equals(key));
        }

        void forget() {
            table = null;
            key = null;
            value = null;
            dirty = false;
        }
    }

    HotValues(RocksStore store, ValueForm<V> form) {
        this.store = store;
        this.form = form;
    }

    private static int slot(RocksTable table, KeyCursor key) {
        int hash = key.hash() ^ Long.hashCode(table.namespace) * MIX;
        return (hash ^ hash >>> 16) & SLOTS - 1;
    }

    @SuppressWarnings("unchecked") // of this state's values
    private @Nullable Hot<V> at(int slot) {
        return (Hot<V>) slots[slot];
    }

    private @Nullable Hot<V> find(RocksValues<V> table, KeyCursor key) {
        Hot<V> hot = at(slot(table, key));
        return hot != null && hot.isOf(table, key, store.kind().primitive()) ? hot : null;
    }

    @Nullable
    V get(RocksValues<V> table, KeyCursor key) {
        int slot = slot(table, key);
        Hot<V> hot = at(slot);
        if (hot != null && hot.isOf(table, key, store.kind().primitive())) {
            return hot.value;
        }
        if (hot == null) {
            hot = new Hot<>(form.scratch());
            slots[slot] = hot;
        } else {
            write(hot);
            hot.forget();
        }
        Database database = store.database();
        Bytes bytes = table.key(key);
        int length = database.get(bytes.array(), bytes.length());
        V value = null;
        if (length != Database.ABSENT) {
            byte[] cell = database.value();
            value = form.decode(cell, store.cells().payload(bytes.array(), cell), length, hot.scratch);
        }
        if (length <= LARGEST) {
            hot.table = table;
            hot.number = store.kind().primitive() ? key.number() : 0;
            hot.key = store.kind().primitive() ? null : key.object();
            hot.hash = key.hash();
            hot.group = key.group();
            hot.value = value;
        }
        return value;
    }

    /** Takes a new value of a key that is here; false if it is not. */
    boolean put(RocksValues<V> table, KeyCursor key, V value) {
        Hot<V> hot = find(table, key);
        if (hot == null) {
            return false;
        }
        hot.value = form.own(value, hot.scratch);
        hot.dirty = true;
        return true;
    }

    /** The value of a key that is here and has one. */
    @Nullable
    V peek(RocksValues<V> table, KeyCursor key) {
        Hot<V> hot = find(table, key);
        return hot == null ? null : hot.value;
    }

    void forget(RocksValues<V> table, KeyCursor key) {
        Hot<V> hot = find(table, key);
        if (hot != null) {
            hot.forget();
        }
    }

    /** Forgets the values of a table, changed or not. */
    void forget(RocksValues<V> table) {
        for (int slot = 0; slot < SLOTS; slot++) {
            Hot<V> hot = at(slot);
            if (hot != null && hot.table == table) {
                hot.forget();
            }
        }
    }

    /** Writes what has changed into the database; what is small stays here. */
    void flush() {
        for (int slot = 0; slot < SLOTS; slot++) {
            Hot<V> hot = at(slot);
            if (hot != null && hot.dirty && write(hot) > LARGEST) {
                hot.forget();
            }
        }
    }

    /** Writes what has changed, and forgets all. */
    void clear() {
        flush();
        Arrays.fill(slots, null);
    }

    /** Returns how long what it wrote was. */
    private int write(Hot<V> hot) {
        RocksValues<V> table = hot.table;
        if (!hot.dirty || table == null) {
            return 0;
        }
        hot.dirty = false;
        Bytes bytes = table.key(hot.group, hot.number, hot.key);
        Bytes cell = table.cell(bytes.array(), hot.key);
        form.encode(Objects.requireNonNull(hot.value), cell);
        table.put(bytes, hot.group);
        return cell.length();
    }
}
