package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.EntryWriter;
import dev.sluice.persistence.state.format.RowLayout;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers by whole-number keys, for one key group. Rows lie one behind the other without gaps, each behind its
 * key, in the order in which they came; an index of four bytes a slot leads to them (open addressing with linear
 * probing). A slot also holds eight bits of the hash, so that hardly ever a wrong row is looked at.
 *
 * <p>While a snapshot is being written, the first write into a page of rows puts a copy of it aside.
 */
final class RowTable extends GroupTable {
    private static final int MIN_SLOTS = 16;
    private static final int MIN_ROWS = 8;

    /** Rows a page: some kilobytes, copied in less than a microsecond. */
    private static final int PAGE = 32;

    /** The part of a slot that is the row's number, from 1; the rest is from the hash. */
    private static final int ROW = (1 << 24) - 1;

    private final int stride;
    private int[] slots = new int[MIN_SLOTS];
    private int mask = MIN_SLOTS - 1;
    private long[] rows;
    private int size;
    private @Nullable Pages held;
    private @Nullable Pages latest;
    private @Nullable Changes changes;

    /** @param width how many numbers a row has besides its key */
    RowTable(int width) {
        stride = 1 + width;
        rows = new long[MIN_ROWS * stride];
    }

    /** The rows as they were when the table was frozen. */
    private record Frozen(Pages pages, RowLayout layout, int stride) implements FrozenTable {
        @Override
        public EntryKind kind() {
            return EntryKind.rows(layout);
        }

        @Override
        public void write(long namespace, KeyCursor key, EntryWriter entries, @Nullable FrozenChanges only)
                throws IOException {
            long[] rows = only == null ? new long[0] : new long[PAGE * stride];
            for (int page = 0; page < pages.count(); page++) {
                if (only == null) {
                    entries.add(namespace, pages, page, PAGE);
                } else if (only.any(page * PAGE, (page + 1) * PAGE)) {
                    int end = pages.read(page, rows, 0);
                    for (int at = 0; at < end; at += stride) {
                        if (only.has(page * PAGE + at / stride)) {
                            entries.add(namespace, rows, at);
                        }
                    }
                }
            }
        }

        @Override
        public void release() {
            pages.release();
        }
    }

    /** All rows. To be written only behind a place from {@link #own} or {@link #add}. */
    long[] rows() {
        return rows;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long bytes() {
        return (long) rows.length * Long.BYTES + (long) slots.length * Integer.BYTES;
    }

    long keyAt(int row) {
        return rows[row * stride];
    }

    /** The place of a row's first number. */
    int placeOf(int row) {
        return row * stride + 1;
    }

    /** Puts in rows with their keys, in place of those that are there; room is made for all of them before. */
    void putAll(long[] from, int begin, int end) {
        int more = end - begin;
        if ((size + more) * stride > rows.length) {
            rows = Arrays.copyOf(rows, (size + more) * stride);
            held = null;
            latest = null;
            if (changes != null) {
                changes.lengthen(size + more);
            }
            grown();
        }
        for (int row = begin; row < end; row++) {
            long key = from[row * stride];
            int hash = KeyGroups.hash(key);
            int place = find(key, hash);
            if (place < 0) {
                place = add(key, hash);
            } else {
                own(place);
            }
            System.arraycopy(from, row * stride + 1, rows, place, stride - 1);
        }
    }

    /** The place of a key's first number, or -1. */
    int find(long key, int hash) {
        int tag = tag(hash);
        int at = hash & mask;
        for (int slot = slots[at]; slot != 0; slot = slots[at]) {
            if ((slot & ~ROW) == tag) {
                int row = place(slot);
                if (rows[row - 1] == key) {
                    return row;
                }
            }
            at = at + 1 & mask;
        }
        return -1;
    }

    /** The place of the row that most likely belongs to a hash; looks at the index only. */
    int guess(int hash) {
        int tag = tag(hash);
        int at = hash & mask;
        for (int slot = slots[at]; slot != 0; slot = slots[at]) {
            if ((slot & ~ROW) == tag) {
                return place(slot);
            }
            at = at + 1 & mask;
        }
        return 0;
    }

    /** Loads a row; returns anything that depends on it. */
    long touch(int place) {
        return rows[place] + rows[Math.min(place + stride, rows.length) - 1];
    }

    /** To be called before a row that {@link #find} found is written. */
    void own(int place) {
        if (held != null) {
            held = Pages.own(held, place / (PAGE * stride));
        }
        if (changes != null) {
            changes.mark(place / stride);
        }
    }

    @Override
    void track() {
        changes = new Changes(rows.length / stride);
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

    /** Adds a key that is absent; returns the place of its first number, which is 0 as the others are. */
    int add(long key, int hash) {
        if (size == ROW) {
            throw new IllegalStateException(
                    "a key group holds no more than " + ROW
                            + " keys in the heap: run the job with a larger maximum parallelism, so that there are more groups");
        }
        if ((size + 1) * stride > rows.length) {
            int longer = (int) Math.min(Integer.MAX_VALUE - 8, rows.length * 3L / 2);
            rows = Arrays.copyOf(rows, longer);
            held = null; // the old array is not written any more
            latest = null;
            if (changes != null) {
                changes.lengthen(longer / stride + 1);
            }
            grown();
        }
        if (size >= slots.length - (slots.length >> 2) - (slots.length >> 3)) {
            grow();
        }
        int place = size * stride + 1;
        own(place);
        size++;
        rows[place - 1] = key;
        Arrays.fill(rows, place, place + stride - 1, 0);
        index(hash, size);
        return place;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        mask = slots.length - 1;
        for (int row = 0; row < size; row++) {
            index(KeyGroups.hash(rows[row * stride]), row + 1);
        }
    }

    private void index(int hash, int number) {
        int at = hash & mask;
        while (slots[at] != 0) {
            at = at + 1 & mask;
        }
        slots[at] = tag(hash) | number;
    }

    /** Removes the row at a place, and puts the last one there. */
    void remove(int place) {
        int gone = place / stride;
        unindex(gone);
        int last = size - 1;
        if (changes != null) {
            changes.removed(rows[gone * stride]);
        }
        if (gone != last) {
            unindex(last);
            own(place);
            System.arraycopy(rows, last * stride, rows, gone * stride, stride);
            index(KeyGroups.hash(rows[gone * stride]), gone + 1);
            if (changes != null) {
                changes.move(last, gone);
            }
        }
        if (changes != null) {
            changes.clear(last);
        }
        size--;
    }

    private void unindex(int row) {
        int gap = KeyGroups.hash(rows[row * stride]) & mask;
        while ((slots[gap] & ROW) != row + 1) {
            gap = gap + 1 & mask;
        }
        for (int next = gap + 1 & mask; slots[next] != 0; next = next + 1 & mask) {
            int home = KeyGroups.hash(rows[place(slots[next]) - 1]) & mask;
            // The slot may fill the gap unless its home lies behind the gap, on the way to where it is now.
            if ((next - home & mask) >= (next - gap & mask)) {
                slots[gap] = slots[next];
                gap = next;
            }
        }
        slots[gap] = 0;
    }

    /** Forgets all rows but keeps the room, unless that was much more than was needed. */
    void clear() {
        boolean wasteful = size < mask >> 4;
        if (wasteful) {
            slots = new int[MIN_SLOTS];
            mask = MIN_SLOTS - 1;
        } else {
            Arrays.fill(slots, 0);
        }
        if (wasteful || (held != null && !held.isReleased())) {
            rows = new long[wasteful ? MIN_ROWS * stride : rows.length];
        }
        held = null;
        size = 0;
        if (changes != null) {
            track();
        }
    }

    FrozenTable freeze(RowLayout layout) {
        if (held != null && !held.isReleased()) {
            rows = rows.clone(); // an earlier snapshot is still being written: the old array is left to it
        }
        Pages pages = new Pages(rows, size * stride, PAGE * stride, latest);
        held = pages;
        latest = pages;
        return new Frozen(pages, layout, stride);
    }

    private int place(int slot) {
        return ((slot & ROW) - 1) * stride + 1;
    }

    /** Bits that decide neither the key group (the uppermost) nor, in all but huge tables, the slot (the lowest). */
    private static int tag(int hash) {
        return hash << 7 & ~ROW;
    }
}
