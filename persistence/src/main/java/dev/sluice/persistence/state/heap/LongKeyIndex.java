package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import java.util.Arrays;

/**
 * Keys that are whole numbers, without boxes. One number marks an empty slot; as a key it lives in an extra slot at the
 * end.
 */
final class LongKeyIndex extends KeyIndex {
    private static final long EMPTY = 0x8000_0000_dead_beefL;

    private final long[] keys;
    private final int mask;
    private boolean extraUsed;
    private int size;

    LongKeyIndex() {
        this(MIN_CAPACITY);
    }

    private LongKeyIndex(int capacity) {
        keys = new long[capacity];
        mask = capacity - 1;
        Arrays.fill(keys, EMPTY);
    }

    private LongKeyIndex(LongKeyIndex original) {
        keys = original.keys.clone();
        mask = original.mask;
        extraUsed = original.extraUsed;
        size = original.size;
    }

    @Override
    int find(KeyCursor key) {
        long wanted = key.number();
        if (wanted == EMPTY) {
            return extraUsed ? keys.length : -1;
        }
        int slot = key.hash() & mask;
        for (long present = keys[slot]; present != EMPTY; present = keys[slot]) {
            if (present == wanted) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return -1;
    }

    @Override
    int home(int hash) {
        return hash & mask;
    }

    @Override
    long touch(int slot) {
        return keys[slot];
    }

    @Override
    boolean isAt(int slot, KeyCursor key) {
        return slot >= 0 && slot < keys.length && keys[slot] == key.number() && key.number() != EMPTY;
    }

    @Override
    int add(KeyCursor key) {
        size++;
        return add(key.number(), key.hash());
    }

    private int add(long key, int hash) {
        if (key == EMPTY) {
            extraUsed = true;
            return keys.length;
        }
        int slot = hash & mask;
        while (keys[slot] != EMPTY) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        return slot;
    }

    @Override
    void remove(int slot, Mover mover) {
        size--;
        if (slot == keys.length) {
            extraUsed = false;
            mover.clear(slot);
            return;
        }
        int gap = slot;
        for (int next = gap + 1 & mask; keys[next] != EMPTY; next = next + 1 & mask) {
            int home = KeyGroups.hash(keys[next]) & mask;
            // The key may fill the gap unless its home lies behind the gap, on the way to where it is now.
            if ((next - home & mask) >= (next - gap & mask)) {
                keys[gap] = keys[next];
                mover.move(next, gap);
                gap = next;
            }
        }
        keys[gap] = EMPTY;
        mover.clear(gap);
    }

    @Override
    void noteRemoval(int slot, Changes changes) {
        changes.removed(slot == keys.length ? EMPTY : keys[slot]);
    }

    @Override
    boolean isUsed(int slot) {
        return slot == keys.length ? extraUsed : keys[slot] != EMPTY;
    }

    @Override
    void pointAt(int slot, KeyCursor key) {
        long number = slot == keys.length ? EMPTY : keys[slot];
        key.point(number, KeyGroups.hash(number));
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long bytes() {
        return (long) keys.length * Long.BYTES;
    }

    @Override
    int slots() {
        return keys.length + 1;
    }

    @Override
    boolean isFull() {
        return size >= keys.length - (keys.length >> 2) - (keys.length >> 3);
    }

    @Override
    KeyIndex grow(Mover mover) {
        LongKeyIndex grown = new LongKeyIndex(keys.length * 2);
        for (int slot = 0; slot < slots(); slot++) {
            if (isUsed(slot)) {
                long key = slot == keys.length ? EMPTY : keys[slot];
                mover.move(slot, grown.add(key, KeyGroups.hash(key)));
            }
        }
        grown.size = size;
        return grown;
    }

    @Override
    KeyIndex copy() {
        return new LongKeyIndex(this);
    }
}
