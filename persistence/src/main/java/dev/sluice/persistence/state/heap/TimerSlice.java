package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one span of time: a set of times and keys in two arrays (open addressing with linear probing, Knuth,
 * TAOCP vol. 3, 6.4, algorithms L and R), so that a timer is no object. When its time comes it gets an
 * {@linkplain TimerOrder order} beside, which holds those that were deleted since, too.
 */
final class TimerSlice {
    private static final int MIN_SLOTS = 4;

    private final long start;
    /** Two for each slot: the time's distance from the start plus one, 0 if it is empty; the key, or its hash. */
    private long[] cells = new long[2 * MIN_SLOTS];
    /** Keys that are no numbers. */
    private @Nullable Object @Nullable [] objects;

    private int size;
    private @Nullable Hold held;
    private @Nullable TimerOrder order;
    private int deleted;

    /**
     * @param start its first millisecond
     * @param numbers whether keys are numbers
     */
    TimerSlice(long start, boolean numbers) {
        this.start = start;
        objects = numbers ? null : new Object[MIN_SLOTS];
    }

    /** The arrays as they were at a snapshot. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frozen(long start, long[] cells, @Nullable Object @Nullable [] objects, Hold hold) {

        boolean isUsed(int slot) {
            return cells[2 * slot] != 0;
        }

        int slots() {
            return cells.length / 2;
        }

        long time(int slot) {
            return start + cells[2 * slot] - 1;
        }

        Object key(int slot) {
            Object key = objects == null ? (Object) cells[2 * slot + 1] : objects[slot];
            if (key == null) {
                throw new IllegalStateException("no key in slot " + slot);
            }
            return key;
        }

        int hash(int slot) {
            return TimerSlice.hash(cells, objects, slot);
        }

        long cell(int slot) {
            return cells[2 * slot + 1];
        }

        @Nullable
        Object object(int slot) {
            return objects == null ? null : objects[slot];
        }
    }

    /** Its arrays, to be read before it changes. */
    Frozen content() {
        return new Frozen(start, cells, objects, new Hold(null));
    }

    Frozen freeze() {
        Hold hold = new Hold(held);
        held = hold;
        return new Frozen(start, cells, objects, hold);
    }

    private void own() {
        if (held != null) {
            if (!held.isReleased()) {
                cells = cells.clone();
                objects = objects == null ? null : objects.clone();
            }
            held = null;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Whether it was not there before; an object's key is the caller's to be made its own. */
    boolean add(long time, long cell, int hash, @Nullable Object object) {
        long mark = time - start + 1;
        int slot = find(mark, cell, hash, object);
        if (slot >= 0) {
            return false;
        }
        own();
        if (size >= slots() - slots() / 4) {
            grow();
            slot = find(mark, cell, hash, object);
        }
        put(~slot, mark, cell, object);
        size++;
        if (order != null) {
            order.push(mark, cell, object);
        }
        return true;
    }

    boolean remove(long time, long cell, int hash, @Nullable Object object) {
        int slot = find(time - start + 1, cell, hash, object);
        if (slot < 0) {
            return false;
        }
        removeAt(slot);
        if (order != null && ++deleted > size + MIN_SLOTS) {
            order = null; // most of it is gone
        }
        return true;
    }

    /** The earliest time; it must not be empty. */
    long next() {
        return start + order().mark() - 1;
    }

    /** Takes one of the earliest timers. */
    void take(KeyCursor key) {
        TimerOrder first = order();
        int hash;
        Object object = first.object();
        if (object == null) {
            long number = first.cell();
            hash = KeyGroups.hash(number);
            key.point(number, hash);
        } else {
            hash = (int) first.cell();
            key.point(object, hash);
        }
        removeAt(find(first.mark(), first.cell(), hash, object));
        first.pop();
    }

    /** The order, its first timer one that is there. */
    private TimerOrder order() {
        TimerOrder current = order;
        if (current == null) {
            current = new TimerOrder(cells, objects, size);
            order = current;
            deleted = 0;
        }
        while (deleted > 0 && !has(current)) {
            current.pop();
            deleted--;
        }
        return current;
    }

    private boolean has(TimerOrder first) {
        Object object = first.object();
        int hash = object == null ? KeyGroups.hash(first.cell()) : (int) first.cell();
        return find(first.mark(), first.cell(), hash, object) >= 0;
    }

    private int slots() {
        return cells.length / 2;
    }

    private static int home(long mark, int hash, int slots) {
        return (hash ^ (int) mark * 0x9e3779b9) & slots - 1;
    }

    private static int hash(long[] cells, @Nullable Object @Nullable [] objects, int slot) {
        long cell = cells[2 * slot + 1];
        return objects == null ? KeyGroups.hash(cell) : (int) cell;
    }

    /** Its slot; if it is absent, the complement of where it belongs. */
    private int find(long mark, long cell, int hash, @Nullable Object object) {
        int slot = home(mark, hash, slots());
        for (long present = cells[2 * slot]; present != 0; present = cells[2 * slot]) {
            if (present == mark
                    && cells[2 * slot + 1] == cell
                    && (object == null || objects == null || object.equals(objects[slot]))) {
                return slot;
            }
            slot = slot + 1 & slots() - 1;
        }
        return ~slot;
    }

    private void put(int slot, long mark, long cell, @Nullable Object object) {
        cells[2 * slot] = mark;
        cells[2 * slot + 1] = cell;
        if (objects != null) {
            objects[slot] = object;
        }
    }

    private void grow() {
        long[] before = cells;
        @Nullable Object[] objectsBefore = objects;
        cells = new long[before.length * 2];
        if (objectsBefore != null) {
            objects = new Object[objectsBefore.length * 2];
        }
        for (int slot = 0; slot < before.length / 2; slot++) {
            long mark = before[2 * slot];
            if (mark != 0) {
                int free = home(mark, hash(before, objectsBefore, slot), slots());
                while (cells[2 * free] != 0) {
                    free = free + 1 & slots() - 1;
                }
                put(free, mark, before[2 * slot + 1], objectsBefore == null ? null : objectsBefore[slot]);
            }
        }
    }

    private void removeAt(int slot) {
        own();
        size--;
        int gap = slot;
        int mask = slots() - 1;
        for (int next = gap + 1 & mask; cells[2 * next] != 0; next = next + 1 & mask) {
            int home = home(cells[2 * next], hash(cells, objects, next), slots());
            if ((next - home & mask) >= (next - gap & mask)) {
                put(gap, cells[2 * next], cells[2 * next + 1], objects == null ? null : objects[next]);
                gap = next;
            }
        }
        put(gap, 0, 0, null);
    }
}
