package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.EntryWriter;
import dev.sluice.persistence.state.format.RowLayout;
import dev.sluice.persistence.state.format.TimerWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Snapshot;

/** All entries as they were at one moment, in the form that every backend reads. */
final class CanonicalSnapshot implements StateSnapshot {
    private final Database database;
    private final Snapshot held;
    private final KeyGroupRange range;
    private final KeyKind kind;
    private final int maxParallelism;
    private final List<byte[]> prefixes;
    private final List<Part> parts;
    private boolean writing;
    private boolean releasing;
    private boolean released;

    /** A state, and what of its values is still to be written; null for all. */
    record Part(StoreMeta.State state, @Nullable Sieve<Object> sieve) {}

    /** @param database is held until this is released */
    CanonicalSnapshot(
            Database database,
            KeyGroupRange range,
            KeyKind kind,
            int maxParallelism,
            List<byte[]> prefixes,
            List<Part> parts) {
        this.database = database;
        this.held = database.hold();
        this.range = range;
        this.kind = kind;
        this.maxParallelism = maxParallelism;
        this.prefixes = prefixes;
        this.parts = parts;
    }

    @Override
    public void write(String operator, SnapshotWriter writer, ValueCodec codec) throws IOException {
        synchronized (this) {
            if (releasing) {
                throw new IOException("the snapshot of operator " + operator + " was given up");
            }
            writing = true;
        }
        try {
            KeyCodec keys = new KeyCodec(kind, codec);
            Cells cells = new Cells(keys, codec, Prefixes.of(prefixes));
            EntryWriter entries = new EntryWriter(operator, writer, codec, kind);
            for (Part part : parts) {
                if (part.state.kind() == StateKind.TIMERS) {
                    writeTimers(
                            part.state,
                            new TimerWriter(operator, part.state.name(), maxParallelism, writer, codec),
                            cells);
                    continue;
                }
                for (int group = range.first(); group < range.end(); group++) {
                    write(part, group, entries, cells);
                }
            }
            entries.flush();
        } finally {
            synchronized (this) {
                writing = false;
                if (releasing) {
                    end();
                }
            }
        }
    }

    private void write(Part part, int group, EntryWriter entries, Cells cells) throws IOException {
        StoreMeta.State state = part.state;
        if (state.kind() == StateKind.LONGS) {
            entries.begin(state.name(), group, EntryKind.LONGS);
            write(
                    part,
                    group,
                    cells,
                    (namespace, key, keyBytes, cell, at) ->
                            entries.add(namespace, key, (long) Bytes.LONG.get(cell, at)));
            return;
        }
        RowLayout layout = state.layout();
        if (layout != null) {
            long[] row = new long[1 + layout.width()];
            entries.begin(state.name(), group, EntryKind.rows(layout));
            write(part, group, cells, (namespace, key, keyBytes, cell, at) -> {
                if (cells.isRow(cell, at)) {
                    row[0] = key.number();
                    Cells.row(cell, at, row, 1, layout.width());
                    entries.add(namespace, row, 0);
                }
            });
        }
        if (state.hasObjects() || layout == null) {
            entries.begin(state.name(), group, EntryKind.OBJECTS);
            write(part, group, cells, (namespace, key, keyBytes, cell, at) -> {
                if (!cells.isRow(cell, at)) {
                    Object value = cells.object(cell, at, cell.length);
                    Object kept = part.sieve == null ? value : part.sieve.keep(value);
                    if (kept != null) {
                        entries.add(namespace, key, kept);
                    }
                }
            });
        }
    }

    private void writeTimers(StoreMeta.State state, TimerWriter timers, Cells cells) throws IOException {
        KeyCursor key = new KeyCursor(kind, maxParallelism);
        try (RangeCursor cursor = database.range(KeyLayout.state(state.id()), KeyLayout.state(state.id() + 1), held)) {
            for (; cursor.isValid(); cursor.next()) {
                byte[] timer = cursor.key();
                cells.point(key, timer, cursor.value());
                timers.add(KeyLayout.timeOf(timer), timerKey(key), key.group());
            }
        }
        timers.flush();
    }

    /** Whole numbers are written as {@code Long}, whatever they are to the user. */
    private static Object timerKey(KeyCursor key) {
        return key.kind().primitive() ? (Object) key.number() : key.object();
    }

    private interface Entry {
        void write(long namespace, KeyCursor key, byte[] keyBytes, byte[] cell, int payload) throws IOException;
    }

    private void write(Part part, int group, Cells cells, Entry entry) throws IOException {
        KeyCursor key = new KeyCursor(kind, maxParallelism);
        int id = part.state.id();
        try (RangeCursor cursor = database.range(KeyLayout.group(id, group), KeyLayout.group(id, group + 1), held)) {
            for (; cursor.isValid(); cursor.next()) {
                byte[] keyBytes = cursor.key();
                byte[] cell = cursor.value();
                cells.point(key, keyBytes, cell);
                entry.write(KeyLayout.namespaceOf(keyBytes), key, keyBytes, cell, cells.payload(keyBytes, cell));
            }
        }
    }

    @Override
    public synchronized void release() {
        releasing = true;
        if (!writing) {
            end();
        }
    }

    private void end() {
        if (!released) {
            released = true;
            database.release(held);
        }
    }
}
