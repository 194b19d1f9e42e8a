package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.TimerQueue;
import dev.sluice.persistence.state.format.TimerChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Timers in slices of time, of which only the first is ever put in order (as a calendar queue does: Brown, CACM 31(10),
 * 1988). Slices get wider where timers are few and far between.
 */
final class HeapTimers implements TimerQueue {
    private static final int FIRST_WIDTH = 10; // as a power of two: about a second
    private static final int WIDEN = 3;
    private static final int WIDEST = 60;
    private static final int MANY_SLICES = 512;
    private static final int FEW_TIMERS = 8;

    private final KeyKind kind;
    private final Sharing sharing;
    private TreeMap<Long, TimerSlice> slices = new TreeMap<>();
    private int width = FIRST_WIDTH;
    private long size;

    // Most timers are registered for about the time of the one before.
    private long lastNumber;
    private @Nullable TimerSlice last;

    private long headNumber;
    private @Nullable TimerSlice head;

    HeapTimers(KeyKind kind, Sharing sharing) {
        this.kind = kind;
        this.sharing = sharing;
    }

    @Override
    public void register(long time, KeyCursor key) {
        boolean added = kind.primitive()
                ? slice(time).add(time, key.number(), key.hash(), null)
                : slice(time).add(time, key.hash(), key.hash(), sharing.own(key.object()));
        if (added) {
            size++;
        }
    }

    @Override
    public void delete(long time, KeyCursor key) {
        long number = time >> width;
        TimerSlice slice = last != null && lastNumber == number ? last : slices.get(number);
        if (slice != null
                && slice.remove(
                        time,
                        kind.primitive() ? key.number() : key.hash(),
                        key.hash(),
                        kind.primitive() ? null : key.object())) {
            size--;
            if (slice.isEmpty()) {
                drop(number);
            }
        }
    }

    private void drop(long number) {
        slices.remove(number);
        last = null;
        head = null;
    }

    private TimerSlice slice(long time) {
        long number = time >> width;
        TimerSlice slice = last;
        if (slice == null || lastNumber != number) {
            slice = slices.get(number);
            if (slice == null) {
                if (slices.size() >= MANY_SLICES && size < slices.size() * (long) FEW_TIMERS && width < WIDEST) {
                    widen();
                    return slice(time);
                }
                slice = new TimerSlice(number << width, kind.primitive());
                slices.put(number, slice);
                if (head != null && number < headNumber) {
                    head = null;
                }
            }
            last = slice;
            lastNumber = number;
        }
        return slice;
    }

    private void widen() {
        TreeMap<Long, TimerSlice> before = slices;
        slices = new TreeMap<>();
        width = Math.min(width + WIDEN, WIDEST);
        last = null;
        head = null;
        for (TimerSlice slice : before.values()) {
            TimerSlice.Frozen all = slice.content();
            for (int slot = 0; slot < all.slots(); slot++) {
                if (all.isUsed(slot)) {
                    long number = all.time(slot) >> width;
                    slices.computeIfAbsent(number, n -> new TimerSlice(n << width, kind.primitive()))
                            .add(all.time(slot), all.cell(slot), all.hash(slot), all.object(slot));
                }
            }
        }
    }

    private TimerSlice head() {
        TimerSlice first = head;
        if (first == null) {
            headNumber = slices.firstKey();
            first = Objects.requireNonNull(slices.get(headNumber));
            head = first;
        }
        return first;
    }

    @Override
    public boolean hasDue(long time) {
        return size > 0 && next() <= time;
    }

    @Override
    public long next() {
        return size == 0 ? Long.MAX_VALUE : head().next();
    }

    @Override
    public long take(KeyCursor key) {
        TimerSlice first = head();
        long time = first.next();
        first.take(key);
        size--;
        if (first.isEmpty()) {
            drop(headNumber);
        }
        return time;
    }

    @Override
    public long size() {
        return size;
    }

    FrozenTimers freeze(String name, int maxParallelism) {
        List<TimerSlice.Frozen> frozen = new ArrayList<>(slices.size());
        slices.values().forEach(slice -> frozen.add(slice.freeze()));
        return new FrozenTimers(name, maxParallelism, frozen);
    }

    /** Adds what a chunk holds, by means of a cursor of the caller's. */
    void restore(Chunk chunk, ValueCodec codec, KeyCursor key) {
        TimerChunk timers = TimerChunk.decode(chunk, codec);
        for (int i = 0; i < timers.times().length; i++) {
            key.pointBoxed(timers.keys()[i]);
            register(timers.times()[i], key);
        }
    }
}
