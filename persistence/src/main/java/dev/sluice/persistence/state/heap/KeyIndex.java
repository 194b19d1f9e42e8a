package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;

/**
 * Finds the slot of a key: open addressing with linear probing (Knuth, TAOCP vol. 3, 6.4, algorithms L and R). Values
 * live in arrays of their own with the same slots, so a change that moves slots tells a {@link Mover}.
 */
abstract sealed class KeyIndex permits LongKeyIndex, ObjectKeyIndex {
    static final int MIN_CAPACITY = 8;

    /** Moves what belongs to a slot. */
    interface Mover {
        void move(int from, int to);

        void clear(int slot);
    }

    /** @return the key's slot, or -1 */
    abstract int find(KeyCursor key);

    /** The slot where the search for a hash begins. */
    abstract int home(int hash);

    /** Loads the key in a slot; returns anything that depends on it. */
    abstract long touch(int slot);

    /** Whether the slot, which may be -1 or out of date, is the key's. */
    abstract boolean isAt(int slot, KeyCursor key);

    /** Adds a key that is absent, where {@link #isFull} is false; returns its slot. */
    abstract int add(KeyCursor key);

    /** Removes a key that is present, and closes the gap. */
    abstract void remove(int slot, Mover mover);

    /** Says which key is about to be removed. */
    abstract void noteRemoval(int slot, Changes changes);

    abstract boolean isUsed(int slot);

    abstract void pointAt(int slot, KeyCursor key);

    abstract int size();

    /** What its arrays take. */
    abstract long bytes();

    /** @return how long value arrays must be */
    abstract int slots();

    /** @return whether it must grow before the next key is added */
    abstract boolean isFull();

    /** Makes an index of twice the capacity; tells where each slot went. */
    abstract KeyIndex grow(Mover mover);

    abstract KeyIndex copy();
}
