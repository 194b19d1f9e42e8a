package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.format.EntryChunk;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.RowLayout;
import dev.sluice.persistence.state.format.TimerChunk;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Puts entries into a store that were written in the form that every backend reads. */
final class RestoredEntries {
    private final RocksStore store;
    private final KeyCursor key;

    RestoredEntries(RocksStore store) {
        this.store = store;
        key = new KeyCursor(store.kind(), store.maxParallelism());
    }

    void restore(Chunk chunk) {
        EntryChunk entries = EntryChunk.decode(chunk, store.kind(), store.keys().codec());
        if (entries.role() != EntryKind.Role.PUT) {
            takeAway(chunk, entries);
            return;
        }
        StateInfo state = store.state(chunk.header().state(), entries.hasLongs() ? StateKind.LONGS : StateKind.VALUES);
        RowLayout layout = entries.layout();
        if (layout != null) {
            state.restoreRows(layout);
        } else if (!entries.hasLongs()) {
            state.hasObjects = true;
        }
        int group = chunk.header().keyGroup();
        store.database().write(batch -> {
            for (int i = 0, end; i < entries.size(); i = end) {
                end = entries.endOfNamespace(i);
                state.groups(entries.namespaces()[i]).set(group);
                put(state, group, entries, i, end, batch);
            }
        });
    }

    /** What a snapshot that builds on others says of what they hold. */
    private void takeAway(Chunk chunk, EntryChunk entries) {
        for (StateKind kind : List.of(StateKind.VALUES, StateKind.LONGS)) {
            StateInfo state = store.known(chunk.header().state(), kind);
            if (state != null) {
                takeAway(state, chunk.header().keyGroup(), entries);
            }
        }
    }

    private void takeAway(StateInfo state, int group, EntryChunk entries) {
        store.database().write(batch -> {
            for (int i = 0; i < entries.size(); i++) {
                long namespace = entries.namespaces()[i];
                if (entries.role() == EntryKind.Role.DROP) {
                    byte[] prefix = KeyLayout.prefix(state.id, group, namespace);
                    batch.deleteRange(prefix, Database.behind(prefix, prefix.length));
                    state.drop(namespace, group);
                } else {
                    entries.pointAt(i, key);
                    KeyLayout.begin(state.id, group, namespace, store.key());
                    store.keys().put(key, store.key());
                    batch.delete(store.key().copy());
                }
            }
        });
    }

    void restoreTimers(Chunk chunk, StateInfo state) {
        TimerChunk timers = TimerChunk.decode(chunk, store.keys().codec());
        Bytes timer = store.key();
        Bytes cell = store.cell();
        store.database().write(batch -> {
            for (int i = 0; i < timers.times().length; i++) {
                key.pointBoxed(timers.keys()[i]);
                KeyLayout.beginTimer(state.id, timers.times()[i], key.group(), timer);
                store.keys().put(key, timer);
                store.cells().begin(timer.array(), store.kind().primitive() ? null : key.object(), cell);
                batch.put(timer.copy(), cell.copy());
            }
        });
    }

    private void put(StateInfo state, int group, EntryChunk entries, int from, int to, WriteBatch batch)
            throws RocksDBException {
        Bytes keyBytes = store.key();
        Bytes cell = store.cell();
        RowLayout layout = entries.layout();
        long[] rows = entries.rows();
        for (int i = from; i < to; i++) {
            KeyLayout.begin(state.id, group, entries.namespaces()[i], keyBytes);
            if (layout != null && rows != null) {
                int at = i * (1 + layout.width());
                store.keys().put(rows[at], keyBytes);
                store.cells().begin(keyBytes.array(), null, cell);
                Cells.putRow(rows, at + 1, layout.width(), cell);
            } else {
                entries.pointAt(i, key);
                store.keys().put(key, keyBytes);
                store.cells().begin(keyBytes.array(), store.kind().primitive() ? null : key.object(), cell);
                if (entries.hasLongs()) {
                    cell.putLong(entries.longValue(i));
                } else {
                    store.cells().putObject(entries.value(i), cell);
                }
            }
            batch.put(keyBytes.copy(), cell.copy());
        }
    }
}
