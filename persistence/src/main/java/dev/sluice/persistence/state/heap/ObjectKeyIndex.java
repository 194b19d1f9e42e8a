package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys that are objects, with their hashes beside them so that a probe rarely has to look at a key. */
final class ObjectKeyIndex extends KeyIndex {
    private final @Nullable Object[] keys;
    private final int[] hashes;
    private final int mask;
    private int size;

    ObjectKeyIndex() {
        this(MIN_CAPACITY);
    }

    private ObjectKeyIndex(int capacity) {
        keys = new Object[capacity];
        hashes = new int[capacity];
        mask = capacity - 1;
    }

    private ObjectKeyIndex(ObjectKeyIndex original) {
        keys = original.keys.clone();
        hashes = original.hashes.clone();
        mask = original.mask;
        size = original.size;
    }

    @Override
    int find(KeyCursor key) {
        int hash = key.hash();
        Object wanted = key.object();
        int slot = hash & mask;
        for (Object present = keys[slot]; present != null; present = keys[slot]) {
            if (hashes[slot] == hash && (present == wanted || present.equals(wanted))) {
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
        return hashes[slot];
    }

    @Override
    boolean isAt(int slot, KeyCursor key) {
        return slot >= 0
                && slot < keys.length
                && keys[slot] != null
                && hashes[slot] == key.hash()
                && key.object().equals(keys[slot]);
    }

    @Override
    int add(KeyCursor key) {
        size++;
        return add(key.object(), key.hash());
    }

    private int add(Object key, int hash) {
        int slot = hash & mask;
        while (keys[slot] != null) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        hashes[slot] = hash;
        return slot;
    }

    @Override
    void remove(int slot, Mover mover) {
        size--;
        int gap = slot;
        for (int next = gap + 1 & mask; keys[next] != null; next = next + 1 & mask) {
            int home = hashes[next] & mask;
            // The key may fill the gap unless its home lies behind the gap, on the way to where it is now.
            if ((next - home & mask) >= (next - gap & mask)) {
                keys[gap] = keys[next];
                hashes[gap] = hashes[next];
                mover.move(next, gap);
                gap = next;
            }
        }
        keys[gap] = null;
        mover.clear(gap);
    }

    @Override
    void noteRemoval(int slot, Changes changes) {
        changes.removed(Objects.requireNonNull(keys[slot]));
    }

    @Override
    boolean isUsed(int slot) {
        return keys[slot] != null;
    }

    @Override
    void pointAt(int slot, KeyCursor key) {
        Object present = keys[slot];
        if (present == null) {
            throw new IllegalArgumentException("slot " + slot + " is empty");
        }
        key.point(present, hashes[slot]);
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long bytes() {
        return keys.length * 2L * Integer.BYTES;
    }

    @Override
    int slots() {
        return keys.length;
    }

    @Override
    boolean isFull() {
        return size >= keys.length - (keys.length >> 2) - (keys.length >> 3);
    }

    @Override
    KeyIndex grow(Mover mover) {
        ObjectKeyIndex grown = new ObjectKeyIndex(keys.length * 2);
        for (int slot = 0; slot < keys.length; slot++) {
            Object key = keys[slot];
            if (key != null) {
                mover.move(slot, grown.add(key, hashes[slot]));
            }
        }
        grown.size = size;
        return grown;
    }

    @Override
    KeyIndex copy() {
        return new ObjectKeyIndex(this);
    }
}
