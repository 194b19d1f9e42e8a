package dev.sluice.persistence.state.heap;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a slice, the earliest first: a binary heap (Williams, 1964; made in linear time as Floyd does) in
 * arrays. Where all are of one time, nothing is ever moved but the last to the first place.
 */
final class TimerOrder {
    private long[] cells;
    private @Nullable Object @Nullable [] objects;
    private int size;

    /**
     * @param table of a slice: two cells for each slot, the first 0 if it is empty
     * @param keys of the slots, where they are no numbers
     * @param size how many are used
     */
    TimerOrder(long[] table, @Nullable Object @Nullable [] keys, int size) {
        cells = new long[2 * Math.max(size, 1)];
        objects = keys == null ? null : new Object[Math.max(size, 1)];
        int place = 0;
        for (int slot = 0; slot < table.length / 2; slot++) {
            if (table[2 * slot] != 0) {
                put(place++, table[2 * slot], table[2 * slot + 1], keys == null ? null : keys[slot]);
            }
        }
        this.size = place;
        for (int parent = place / 2 - 1; parent >= 0; parent--) {
            sink(parent, mark(parent), cells[2 * parent + 1], object(parent));
        }
    }

    /** The earliest time, as the slice marks it. */
    long mark() {
        return cells[0];
    }

    /** The key of one of the earliest, or its hash. */
    long cell() {
        return cells[1];
    }

    /** Its key, if it is no number. */
    @Nullable
    Object object() {
        return object(0);
    }

    void push(long mark, long cell, @Nullable Object object) {
        if (2 * size == cells.length) {
            cells = Arrays.copyOf(cells, cells.length * 2);
            objects = objects == null ? null : Arrays.copyOf(objects, objects.length * 2);
        }
        int place = size++;
        while (place > 0 && mark(place - 1 >>> 1) > mark) {
            int parent = place - 1 >>> 1;
            put(place, mark(parent), cells[2 * parent + 1], object(parent));
            place = parent;
        }
        put(place, mark, cell, object);
    }

    /** Drops the first. */
    void pop() {
        int last = --size;
        long mark = mark(last);
        long cell = cells[2 * last + 1];
        Object object = object(last);
        put(last, 0, 0, null);
        if (last > 0) {
            sink(0, mark, cell, object);
        }
    }

    private void sink(int from, long mark, long cell, @Nullable Object object) {
        int place = from;
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && mark(child + 1) < mark(child)) {
                child++;
            }
            if (mark(child) >= mark) {
                break;
            }
            put(place, mark(child), cells[2 * child + 1], object(child));
            place = child;
        }
        put(place, mark, cell, object);
    }

    private long mark(int place) {
        return cells[2 * place];
    }

    private @Nullable Object object(int place) {
        return objects == null ? null : objects[place];
    }

    private void put(int place, long mark, long cell, @Nullable Object object) {
        cells[2 * place] = mark;
        cells[2 * place + 1] = cell;
        if (objects != null) {
            objects[place] = object;
        }
    }
}
