package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.ChunkWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.format.EntryWriter;
import dev.sluice.persistence.state.heap.SpilledTable.Bound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the tables of a store to files, small ones together into one. */
final class Spiller implements ChunkWriter {
    /** A file stays until its last table has gone, so it should not hold many others. */
    private static final long FILE_BYTES = 1 << 20;

    private final Overflow overflow;
    private final EntryWriter entries;
    private final KeyCursor key;
    private @Nullable OverflowFile file;

    /** @param key to point at keys with */
    Spiller(Overflow overflow, ValueCodec codec, KeyCursor key) {
        this.overflow = overflow;
        this.key = key;
        entries = new EntryWriter("", this, codec, key.kind());
    }

    /** Writes a table, which nobody may use afterwards; it can be read once {@link #finish} was called. */
    <T extends GroupTable> SpilledTable spill(T table, TableForm<T> form) {
        try {
            OverflowFile into = file == null ? overflow.open() : file;
            file = into;
            SpilledTable spilled = write(table, form, into);
            if (into.position() >= FILE_BYTES) {
                finish();
            }
            return spilled;
        } catch (IOException e) {
            throw new UncheckedIOException("state cannot be moved out of the heap: " + e.getMessage(), e);
        }
    }

    private <T extends GroupTable> SpilledTable write(T table, TableForm<T> form, OverflowFile into)
            throws IOException {
        Changes changes = table.changes();
        FrozenChanges older = changes == null ? null : changes.older();
        FrozenChanges newer = changes == null ? null : changes.newer();
        boolean changed = older != null && newer != null && !(older.isEmpty() && newer.isEmpty());
        // What has expired would not be seen again either.
        Sieve<Object> sieve = form.sieve();
        Bound begin = bound(into);
        FrozenTable frozen = form.freeze(table, sieve);
        write(frozen, changed ? Objects.requireNonNull(changes).rest() : null);
        Bound atOlder = bound(into);
        if (changed) {
            write(form.freeze(table, sieve), older);
        }
        Bound atNewer = bound(into);
        if (changed) {
            write(form.freeze(table, sieve), newer);
        }
        return new SpilledTable(
                into,
                frozen.kind(),
                key.kind(),
                begin,
                atOlder,
                atNewer,
                bound(into),
                changes == null ? null : changes.withoutSlots());
    }

    /** It is read once only, since it may be read without a copy. */
    private void write(FrozenTable frozen, @Nullable FrozenChanges only) throws IOException {
        entries.begin("", 0, frozen.kind());
        frozen.write(0, key, entries, only);
        entries.flush();
        frozen.release();
    }

    private static Bound bound(OverflowFile file) {
        return new Bound(file.position(), file.entries());
    }

    @Override
    public void chunk(ChunkHeader header, byte[] payload, int offset, int length) throws IOException {
        Objects.requireNonNull(file).chunk(header, payload, offset, length);
    }

    /** Makes all that was written readable. */
    void finish() {
        OverflowFile written = file;
        if (written != null) {
            file = null;
            try {
                written.finish();
            } catch (IOException e) {
                throw new UncheckedIOException("state cannot be moved out of the heap: " + e.getMessage(), e);
            } finally {
                written.release();
            }
        }
    }
}
