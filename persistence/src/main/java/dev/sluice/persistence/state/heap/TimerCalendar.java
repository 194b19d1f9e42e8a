package dev.sluice.persistence.state.heap;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Slices by their number: those of the near future in a ring, where each is found at once, the few others in a tree
 * (Brown, "Calendar Queues", CACM 31(10), 1988, has a ring of days).
 */
final class TimerCalendar {
    private static final int RING = 1024;

    private final @Nullable TimerSlice[] ring = new TimerSlice[RING];
    private final TreeMap<Long, TimerSlice> others = new TreeMap<>();
    /** The ring holds the numbers from here on; none in it is used before {@link #first}. */
    private long base = Long.MIN_VALUE;

    private int inRing;

    private boolean isInRing(long number) {
        // As unsigned numbers, so that what lies before the base is too far, too.
        return Long.compareUnsigned(number - base, RING) < 0;
    }

    private static int place(long number) {
        return (int) number & RING - 1;
    }

    @Nullable
    TimerSlice get(long number) {
        return isInRing(number) ? ring[place(number)] : others.get(number);
    }

    /** Adds a slice whose number is not there. */
    void put(long number, TimerSlice slice) {
        if (isEmpty()) {
            base = number;
        }
        if (isInRing(number)) {
            ring[place(number)] = slice;
            inRing++;
        } else {
            others.put(number, slice);
        }
    }

    void remove(long number) {
        if (isInRing(number)) {
            ring[place(number)] = null;
            inRing--;
        } else {
            others.remove(number);
        }
    }

    /** The smallest number; there must be one. */
    long first() {
        if (inRing == 0) {
            turnTo(others.firstKey());
            return base;
        }
        long first = base;
        while (ring[place(first)] == null) {
            first++;
        }
        if (first != base) {
            turnTo(first);
        }
        return others.isEmpty() ? first : Math.min(first, others.firstKey());
    }

    /** Has the ring begin at a number before which it is empty. */
    private void turnTo(long number) {
        base = number;
        for (Map.Entry<Long, TimerSlice> next = others.ceilingEntry(number);
                next != null && isInRing(next.getKey());
                next = others.ceilingEntry(number)) {
            others.remove(next.getKey());
            ring[place(next.getKey())] = next.getValue();
            inRing++;
        }
    }

    int size() {
        return inRing + others.size();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    void forEach(Consumer<TimerSlice> action) {
        for (TimerSlice slice : ring) {
            if (slice != null) {
                action.accept(slice);
            }
        }
        others.values().forEach(action);
    }
}
