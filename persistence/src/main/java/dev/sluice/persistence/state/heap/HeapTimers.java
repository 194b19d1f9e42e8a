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
import org.jspecify.annotations.Nullable;

/**
 * Timers in slices of time, of which only the first is ever put in order (as a calendar queue does). Slices get wider
 * where timers are few and far between, and narrower again where many come.
 */
final class HeapTimers implements TimerQueue {
    private static final int STEP = 3;
    private static final int WIDEST = 60;
    private static final int MANY_SLICES = 512;
    private static final int FEW_TIMERS = 8;
    /** More than that a slice are slow to put in order. */
    private static final int MANY_TIMERS = 1 << 14;

    private final KeyKind kind;
    private final Sharing sharing;
    private TimerCalendar slices = new TimerCalendar();
    /** Of a slice, as a power of two of milliseconds. At first all timers of a slice are of one time. */
    private int width;

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
                if (isSparse()) {
                    divide(Math.min(width + STEP, WIDEST));
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

    private boolean isSparse() {
        return slices.size() >= MANY_SLICES && size < slices.size() * (long) FEW_TIMERS && width < WIDEST;
    }

    /** Whether the first slice has too many; others must, too, or there would soon be too many slices. */
    private boolean isCrowded(TimerSlice first) {
        return width > 0 && first.size() > MANY_TIMERS && size > slices.size() * (long) FEW_TIMERS << STEP;
    }

    private void divide(int newWidth) {
        TimerCalendar before = slices;
        slices = new TimerCalendar();
        width = newWidth;
        last = null;
        head = null;
        before.forEach(slice -> {
            TimerSlice.Frozen all = slice.content();
            for (int slot = 0; slot < all.slots(); slot++) {
                if (all.isUsed(slot)) {
                    slice(all.time(slot)).add(all.time(slot), all.cell(slot), all.hash(slot), all.object(slot));
                }
            }
        });
    }

    private TimerSlice head() {
        TimerSlice first = head;
        if (first == null) {
            headNumber = slices.first();
            first = Objects.requireNonNull(slices.get(headNumber));
            if (isCrowded(first)) {
                divide(Math.max(width - STEP, 0));
                return head();
            }
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
        slices.forEach(slice -> frozen.add(slice.freeze()));
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
