package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.EntryWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by whole-number keys, for one key group: open addressing with linear probing, key and value side by side, so
 * that a look-up waits for one cache line and no object is in the way. Key 0 marks an empty cell; as a key it lives in
 * an extra cell at the end, which is in use if its first half is not 0.
 *
 * <p>While a snapshot is being written, the first write into a page of the array puts a copy of it aside.
 */
final class CellTable extends GroupTable {
    private static final int MIN_SLOTS = 8;

    /** 4 KiB: so much is copied in a fraction of a microsecond. */
    private static final int PAGE = 1 << 9;

    private long[] cells = new long[2 * MIN_SLOTS + 2];
    private int mask = MIN_SLOTS - 1;
    private int size;
    private @Nullable Pages held;
    private @Nullable Pages latest;
    private @Nullable Changes changes;

    /** The entries as they were when the table was frozen. */
    private record Frozen(Pages pages) implements FrozenTable {
        @Override
        public EntryKind kind() {
            return EntryKind.LONGS;
        }

        @Override
        public void write(long namespace, KeyCursor key, EntryWriter entries, @Nullable FrozenChanges only)
                throws IOException {
            long[] cells = new long[PAGE];
            int last = pages.count() - 1;
            for (int page = 0; page <= last; page++) {
                int first = page * PAGE / 2;
                if (only != null && !only.any(first, first + PAGE / 2)) {
                    continue;
                }
                int end = pages.read(page, cells, 0);
                // The very last cell is that of key 0.
                int ordinary = page < last ? end : end - 2;
                for (int at = 0; at < ordinary; at += 2) {
                    if (cells[at] != 0 && (only == null || only.has(first + at / 2))) {
                        entries.add(namespace, cells[at], cells[at + 1]);
                    }
                }
                if (page == last && cells[ordinary] != 0 && (only == null || only.has(first + ordinary / 2))) {
                    entries.add(namespace, 0, cells[ordinary + 1]);
                }
            }
        }

        @Override
        public void release() {
            pages.release();
        }
    }

    /** All cells: keys at even places, their values behind them. To be written only at a place from {@link #own}. */
    long[] cells() {
        return cells;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long bytes() {
        return (long) cells.length * Long.BYTES;
    }

    /** Where the search for a hash begins. */
    long touch(int hash) {
        return cells[(hash & mask) << 1];
    }

    /** The place of a key's value, or -1. */
    int find(long key, int hash) {
        if (key == 0) {
            return cells[cells.length - 2] == 0 ? -1 : cells.length - 1;
        }
        int slot = hash & mask;
        for (long present = cells[slot << 1]; present != 0; present = cells[slot << 1]) {
            if (present == key) {
                return (slot << 1) + 1;
            }
            slot = slot + 1 & mask;
        }
        return -1;
    }

    /** The place of a key's value for writing; a key that is absent gets an initial value first. */
    int own(long key, int hash, long initial) {
        int place = find(key, hash);
        if (place < 0) {
            return add(key, hash, initial);
        }
        if (held != null) {
            held = Pages.own(held, place / PAGE);
        }
        if (changes != null) {
            changes.mark(place >> 1);
        }
        return place;
    }

    @Override
    void track() {
        changes = new Changes(mask + 2);
    }

    /** Puts many entries, with room made for them before. */
    void putAll(long[] keys, long[] values, int from, int to) {
        int slots = mask + 1;
        while (isFull(size + to - from, slots)) {
            slots *= 2;
        }
        if (slots > mask + 1) {
            grow(slots);
        }
        for (int i = from; i < to; i++) {
            int place = own(keys[i], KeyGroups.hash(keys[i]), 0);
            cells[place] = values[i];
        }
    }

    private static boolean isFull(int entries, int slots) {
        return entries >= slots - (slots >> 2) - (slots >> 3);
    }

    void mergeAll(CellTable other, long initial, LongBinaryOperator merge) {
        long[] from = other.cells;
        for (int cell = other.next(-2); cell >= 0; cell = other.next(cell)) {
            long key = other.keyAt(cell);
            int place = own(key, KeyGroups.hash(key), initial);
            cells[place] = merge.applyAsLong(cells[place], from[cell + 1]);
        }
    }

    private int add(long key, int hash, long value) {
        if (isFull(size, mask + 1)) {
            grow(2 * (mask + 1));
        }
        size++;
        int place = key == 0 ? cells.length - 2 : free(cells, mask, hash);
        held = Pages.own(held, place / PAGE);
        cells[place] = key == 0 ? 1 : key;
        cells[place + 1] = value;
        if (changes != null) {
            changes.mark(place >> 1);
        }
        return place + 1;
    }

    private static int free(long[] cells, int mask, int hash) {
        int slot = hash & mask;
        while (cells[slot << 1] != 0) {
            slot = slot + 1 & mask;
        }
        return slot << 1;
    }

    private void grow(int slots) {
        long[] old = cells;
        long[] grown = new long[2 * slots + 2];
        Changes before = changes;
        Changes after = before == null ? null : before.grown(slots + 1);
        for (int at = 0; at < old.length - 2; at += 2) {
            if (old[at] != 0) {
                int place = free(grown, slots - 1, KeyGroups.hash(old[at]));
                grown[place] = old[at];
                grown[place + 1] = old[at + 1];
                if (before != null && after != null) {
                    after.carry(before, at >> 1, place >> 1);
                }
            }
        }
        if (before != null && after != null) {
            after.carry(before, old.length - 2 >> 1, slots);
        }
        changes = after;
        grown[2 * slots] = old[old.length - 2];
        grown[2 * slots + 1] = old[old.length - 1];
        cells = grown;
        mask = slots - 1;
        held = null; // the old array is not written any more
        latest = null;
        grown();
    }

    /** Forgets all entries but keeps the room, unless that was much more than was needed. */
    void clear() {
        boolean wasteful = size < mask >> 4;
        if (wasteful || (held != null && !held.isReleased())) {
            int slots = wasteful ? MIN_SLOTS : mask + 1;
            cells = new long[2 * slots + 2];
            mask = slots - 1;
        } else {
            Arrays.fill(cells, 0);
        }
        held = null;
        size = 0;
        if (changes != null) {
            track();
        }
    }

    /** The cell behind one that is in use: -2 begins, a negative result ends; the key follows from {@link #keyAt}. */
    int next(int cell) {
        for (int at = cell + 2; at < cells.length; at += 2) {
            if (cells[at] != 0) {
                return at;
            }
        }
        return -1;
    }

    long keyAt(int cell) {
        return cell == cells.length - 2 ? 0 : cells[cell];
    }

    @Override
    void untrack() {
        changes = null;
    }

    @Override
    @Nullable
    Changes changes() {
        return changes;
    }

    FrozenTable freeze() {
        if (held != null && !held.isReleased()) {
            cells = cells.clone(); // an earlier snapshot is still being written: the old array is left to it
        }
        Pages pages = new Pages(cells, cells.length, PAGE, latest);
        held = pages;
        latest = pages;
        return new Frozen(pages);
    }
}
