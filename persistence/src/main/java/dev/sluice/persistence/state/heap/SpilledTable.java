package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.format.EntryChunk;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.EntryWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A table that is in a file: first what has not changed, then what had changed before the last snapshot, then what has
 * changed since. So what a snapshot of changes has to write is always the end of it, and with each snapshot only the
 * bounds move.
 */
final class SpilledTable {
    private final OverflowFile file;
    private final EntryKind entryKind;
    private final KeyKind keyKind;
    private final Bound begin;
    private final Bound end;
    private Bound older;
    private Bound newer;
    private @Nullable Changes notes;

    /**
     * Where a part of it begins.
     *
     * @param at the place in the file
     * @param entries how many the file has before
     */
    record Bound(long at, int entries) {}

    /**
     * Holds the file.
     *
     * @param begin where what has not changed begins
     * @param older where what had changed before the last snapshot begins
     * @param newer where what has changed since begins
     * @param end where that ends
     * @param notes what is noted of all but slots, if changes are noted
     */
    SpilledTable(
            OverflowFile file,
            EntryKind entryKind,
            KeyKind keyKind,
            Bound begin,
            Bound older,
            Bound newer,
            Bound end,
            @Nullable Changes notes) {
        this.file = file;
        this.entryKind = entryKind;
        this.keyKind = keyKind;
        this.begin = begin;
        this.older = older;
        this.newer = newer;
        this.end = end;
        this.notes = notes;
        file.retain();
    }

    int size() {
        return end.entries - begin.entries;
    }

    void track() {
        notes = new Changes(0);
        older = end;
        newer = end;
    }

    void untrack() {
        notes = null;
    }

    /** Puts the entries into an empty table, where they are noted as changed if they had been. */
    <T extends GroupTable> void load(T table, TableForm<T> form, ValueCodec codec, KeyCursor key) {
        Changes before = notes;
        read(begin, older, table, form, codec, key);
        if (before != null) {
            table.track();
        }
        read(older, newer, table, form, codec, key);
        Changes changes = table.changes();
        if (changes != null) {
            changes.freeze(true);
        }
        read(newer, end, table, form, codec, key);
        changes = table.changes();
        if (changes != null && before != null) {
            changes.takeOver(before);
        }
    }

    private <T extends GroupTable> void read(
            Bound from, Bound to, T table, TableForm<T> form, ValueCodec codec, KeyCursor key) {
        if (from.at == to.at) {
            return;
        }
        try {
            file.read(from.at, to.at, (payload, entries) -> {
                Chunk chunk = new Chunk(new ChunkHeader("", "", 0, entries), payload);
                form.put(table, EntryChunk.decode(chunk, keyKind, codec), key);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("state cannot be moved back into the heap: " + e.getMessage(), e);
        }
    }

    /** A snapshot is taken; see {@link Changes#freeze}. */
    FrozenChanges freezeChanges(boolean lastIsBase) {
        if (lastIsBase) {
            older = newer;
        }
        newer = end;
        FrozenChanges others = Objects.requireNonNull(notes).freeze(lastIsBase);
        return new FrozenChanges(others.bits(), others.removed(), others.all(), end.entries - older.entries);
    }

    /** It as of now. What has changed is known once {@link #freezeChanges} was called. */
    FrozenTable freeze(@Nullable Sieve<Object> sieve) {
        file.retain();
        return new Frozen(file, entryKind, begin.at, older.at, end.at, sieve, new AtomicBoolean());
    }

    /** Nobody needs it any more. */
    void release() {
        file.release();
    }

    /** What the file holds as of a snapshot. */
    private record Frozen(
            OverflowFile file,
            EntryKind kind,
            long begin,
            long changed,
            long end,
            @Nullable Sieve<Object> sieve,
            AtomicBoolean released)
            implements FrozenTable {
        @Override
        public void write(long namespace, KeyCursor key, EntryWriter entries, @Nullable FrozenChanges only)
                throws IOException {
            long from = only == null ? begin : changed;
            if (from == end) {
                return;
            }
            file.read(from, end, (payload, count) -> {
                if (sieve == null) {
                    entries.add(namespace, payload, count);
                } else {
                    sift(namespace, key, entries, entries.read(payload, count), sieve);
                }
            });
        }

        private static void sift(
                long namespace, KeyCursor key, EntryWriter entries, EntryChunk chunk, Sieve<Object> sieve)
                throws IOException {
            for (int i = 0; i < chunk.size(); i++) {
                Object kept = sieve.keep(chunk.value(i));
                if (kept != null) {
                    chunk.pointAt(i, key);
                    entries.add(namespace, key, kept);
                }
            }
        }

        @Override
        public void release() {
            if (!released.getAndSet(true)) {
                file.release();
            }
        }
    }
}
