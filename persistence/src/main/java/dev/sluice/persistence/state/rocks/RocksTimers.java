package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.TimerQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Timers in the order of time, of all key groups together. The earliest are kept in memory as well: all up to some
 * bound, so that what lies before it in the database, mostly deleted, is never looked at.
 */
final class RocksTimers implements TimerQueue {
    private static final int PAGE = 512;
    private static final int MOST = 4 * PAGE;
    private static final byte[] NOTHING = {};

    private final RocksStore store;
    private final StateInfo state;

    /** All timers up to the bound, with their cells. */
    private final TreeMap<byte[], byte[]> earliest = new TreeMap<>(Arrays::compareUnsigned);

    /** Timers that were taken, and are still in the database. */
    private final List<byte[]> taken = new ArrayList<>();

    /** The last that is in memory if it is there; null if all are in memory. */
    private byte @Nullable [] bound;

    RocksTimers(RocksStore store, StateInfo state) {
        this.store = store;
        this.state = state;
        bound = KeyLayout.state(state.id);
    }

    private byte[] bytes(long time, KeyCursor key) {
        Bytes bytes = store.key();
        KeyLayout.beginTimer(state.id, time, key.group(), bytes);
        store.keys().put(key, bytes);
        return bytes.copy();
    }

    @Override
    public void register(long time, KeyCursor key) {
        byte[] timer = bytes(time, key);
        store.cells().begin(timer, store.kind().primitive() ? null : key.object(), store.cell());
        add(timer, store.cell().length() == 0 ? NOTHING : store.cell().copy());
    }

    private void add(byte[] timer, byte[] cell) {
        if (isInMemory(timer)) {
            if (earliest.put(timer, cell) != null) {
                return;
            }
            if (isTaken(timer)) {
                deleteTaken();
            }
            if (earliest.size() > MOST) {
                forgetLatest();
            }
        }
        store.database().put(timer, timer.length, cell, cell.length);
    }

    private boolean isInMemory(byte[] timer) {
        return bound == null || Arrays.compareUnsigned(timer, bound) <= 0;
    }

    private boolean isTaken(byte[] timer) {
        return !taken.isEmpty() && Arrays.compareUnsigned(timer, taken.get(taken.size() - 1)) <= 0;
    }

    private void forgetLatest() {
        while (earliest.size() > MOST / 2) {
            earliest.pollLastEntry();
        }
        bound = earliest.lastKey();
    }

    @Override
    public void delete(long time, KeyCursor key) {
        byte[] timer = bytes(time, key);
        if (isInMemory(timer) && earliest.remove(timer) == null) {
            return;
        }
        store.database().delete(timer, timer.length);
    }

    @Override
    public boolean hasDue(long time) {
        return load() && KeyLayout.timeOf(earliest.firstKey()) <= time;
    }

    @Override
    public long next() {
        return load() ? KeyLayout.timeOf(earliest.firstKey()) : Long.MAX_VALUE;
    }

    @Override
    public long take(KeyCursor key) {
        if (!load()) {
            throw new IllegalStateException("there is no timer");
        }
        Map.Entry<byte[], byte[]> first = Objects.requireNonNull(earliest.pollFirstEntry());
        byte[] timer = first.getKey();
        taken.add(timer);
        if (taken.size() == PAGE) {
            deleteTaken();
        }
        store.cells().point(key, timer, first.getValue());
        return KeyLayout.timeOf(timer);
    }

    /** Brings the next into memory if there are none; false if there are none at all. */
    private boolean load() {
        byte[] from = bound;
        if (!earliest.isEmpty() || from == null) {
            return !earliest.isEmpty();
        }
        deleteTaken();
        try (RangeCursor cursor = store.database().range(from, KeyLayout.state(state.id + 1))) {
            while (cursor.isValid() && earliest.size() < PAGE) {
                earliest.put(cursor.key(), cursor.value());
                cursor.next();
            }
            bound = cursor.isValid() ? earliest.lastKey() : null;
        }
        return !earliest.isEmpty();
    }

    /** Makes the database what the queue is. */
    void deleteTaken() {
        if (!taken.isEmpty()) {
            store.database().write(batch -> {
                for (byte[] timer : taken) {
                    batch.delete(timer);
                }
            });
            taken.clear();
        }
    }

    @Override
    public long size() {
        deleteTaken();
        long size = 0;
        try (RangeCursor cursor = store.database().range(KeyLayout.state(state.id), KeyLayout.state(state.id + 1))) {
            for (; cursor.isValid(); cursor.next()) {
                size++;
            }
        }
        return size;
    }

    /** Begins anew, after timers were put into the database by others. */
    void restored() {
        earliest.clear();
        bound = KeyLayout.state(state.id);
    }

    /** Deletes the timers of other key groups. */
    static void clip(Database database, int state, KeyGroupRange groups) {
        try (RangeCursor cursor = database.range(KeyLayout.state(state), KeyLayout.state(state + 1))) {
            for (; cursor.isValid(); cursor.next()) {
                byte[] timer = cursor.key();
                if (!groups.contains(KeyLayout.groupOfTimer(timer))) {
                    database.delete(timer, timer.length);
                }
            }
        }
    }
}
