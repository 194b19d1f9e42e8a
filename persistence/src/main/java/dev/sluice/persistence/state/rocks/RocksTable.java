package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.KeyCursor;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The entries of one state and namespace. */
abstract class RocksTable {
    /** So many entries of a key group are deleted one by one; a range that is deleted costs each later read. */
    private static final int FEW = 128;

    final RocksStore store;
    final StateInfo state;
    final long namespace;
    final BitSet groups;

    RocksTable(RocksStore store, StateInfo state, long namespace) {
        this.store = store;
        this.state = state;
        this.namespace = namespace;
        groups = state.groups(namespace);
    }

    final Database database() {
        return store.database();
    }

    /** The bytes of a key, good until the next. */
    final Bytes key(KeyCursor key) {
        Bytes bytes = store.key();
        KeyLayout.begin(state.id, key.group(), namespace, bytes);
        store.keys().put(key, bytes);
        return bytes;
    }

    /** The same, given the key as it was kept: a number, or an object. */
    final Bytes key(int group, long number, @Nullable Object object) {
        Bytes bytes = store.key();
        KeyLayout.begin(state.id, group, namespace, bytes);
        if (object == null) {
            store.keys().put(number, bytes);
        } else {
            store.keys().put(object, bytes);
        }
        return bytes;
    }

    /** Begins the cell of a key. */
    final Bytes cell(Bytes keyBytes, KeyCursor key) {
        return cell(keyBytes.array(), store.kind().primitive() ? null : key.object());
    }

    final Bytes cell(byte[] keyBytes, @Nullable Object object) {
        Bytes cell = store.cell();
        store.cells().begin(keyBytes, object, cell);
        return cell;
    }

    /** Writes what was put into the cell behind a key. */
    final void put(Bytes keyBytes, int group) {
        groups.set(group);
        Bytes cell = store.cell();
        database().put(keyBytes.array(), keyBytes.length(), cell.array(), cell.length());
    }

    /** Brings the database up to date. */
    void flush() {}

    final Pager pager() {
        flush();
        return new Pager(database(), state.id, namespace, groups);
    }

    final long count() {
        long count = 0;
        for (Pager pager = pager(); pager.load(Pager.PAGE); ) {
            count += pager.size();
        }
        return count;
    }

    /** Lets go of what is not in the database, and is not needed any more. */
    void forget() {}

    /** Deletes all entries. */
    final void clear() {
        forget();
        for (int group = groups.nextSetBit(0); group >= 0; group = groups.nextSetBit(group + 1)) {
            BitSet one = new BitSet();
            one.set(group);
            Pager few = new Pager(database(), state.id, namespace, one);
            if (!few.load(FEW)) {
                continue;
            }
            if (few.isWithinGroup()) {
                byte[] prefix = KeyLayout.prefix(state.id, group, namespace);
                database().deleteRange(prefix, Database.behind(prefix, prefix.length));
            } else {
                database().write(batch -> {
                    for (int i = 0; i < few.size(); i++) {
                        batch.delete(few.key(i));
                    }
                });
            }
        }
        groups.clear();
    }
}
