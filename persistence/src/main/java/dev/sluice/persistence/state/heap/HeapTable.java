package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.format.EntryKind;
import dev.sluice.persistence.state.format.EntryWriter;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one key group. While a snapshot holds the arrays, the first write copies them (keys and values apart,
 * each only when it must change), so the synchronous part of a snapshot is a flag.
 *
 * @param <A> the array of values: {@code long[]} or {@code Object[]}
 */
abstract class HeapTable<A> extends GroupTable implements KeyIndex.Mover {
    private KeyIndex index;
    private @Nullable Hold keysHeld;
    private @Nullable Hold valuesHeld;
    private @Nullable Changes changes;
    private @Nullable Changes growingChanges;

    HeapTable(KeyIndex index) {
        this.index = index;
    }

    /** The arrays as they were when the table was frozen. */
    private record Frozen<A>(
            KeyIndex index, A values, Hold hold, @Nullable Sieve<Object> sieve) implements FrozenTable {
        @Override
        public void release() {
            hold.release();
        }

        @Override
        public EntryKind kind() {
            return values instanceof long[] ? EntryKind.LONGS : EntryKind.OBJECTS;
        }

        @Override
        public void write(long namespace, KeyCursor key, EntryWriter entries, @Nullable FrozenChanges only)
                throws IOException {
            for (int slot = 0; slot < index.slots(); slot++) {
                if (index.isUsed(slot) && (only == null || only.has(slot))) {
                    index.pointAt(slot, key);
                    if (values instanceof long[] longs) {
                        entries.add(namespace, key, longs[slot]);
                    } else {
                        @Nullable Object[] objects = (@Nullable Object[]) values;
                        Object value = Objects.requireNonNull(objects[slot]);
                        Object kept = sieve == null ? value : sieve.keep(value);
                        if (kept != null) {
                            entries.add(namespace, key, kept);
                        }
                    }
                }
            }
        }
    }

    final int find(KeyCursor key) {
        return index.find(key);
    }

    /** Loads what belongs to the slot where the search for a hash begins; returns anything that depends on it. */
    abstract long touch(int hash);

    final boolean isAt(int slot, KeyCursor key) {
        return index.isAt(slot, key);
    }

    /** Adds an absent key; the caller sets its value at the slot returned. */
    final int add(KeyCursor key) {
        ownKeys();
        ownValues();
        if (index.isFull()) {
            grow();
        }
        return index.add(key);
    }

    private void grow() {
        beginGrowth(index.slots() * 2);
        growingChanges = changes == null ? null : changes.grown(index.slots() * 2);
        index = index.grow(this);
        endGrowth();
        changes = growingChanges;
        growingChanges = null;
        grown();
    }

    @Override
    final int size() {
        return index.size();
    }

    @Override
    final long bytes() {
        return index.bytes() + index.slots() * slotBytes();
    }

    /** What a slot takes in the array of values. */
    abstract long slotBytes();

    @Override
    final void track() {
        changes = new Changes(index.slots());
    }

    @Override
    final void untrack() {
        changes = null;
    }

    @Override
    final @Nullable Changes changes() {
        return changes;
    }

    /** To be called when the value in a slot changes or may change. */
    final void changed(int slot) {
        if (changes != null) {
            changes.mark(slot);
        }
    }

    @Override
    public final void move(int from, int to) {
        moveValue(from, to);
        if (changes != null) {
            if (growingChanges == null) {
                changes.move(from, to);
            } else {
                growingChanges.carry(changes, from, to);
            }
        }
    }

    @Override
    public final void clear(int slot) {
        clearValue(slot);
        if (changes != null) {
            changes.clear(slot);
        }
    }

    final void remove(int slot) {
        ownKeys();
        ownValues();
        if (changes != null) {
            index.noteRemoval(slot, changes);
        }
        index.remove(slot, this);
    }

    final KeyIndex index() {
        return index;
    }

    final FrozenTable freeze() {
        return freeze(null);
    }

    /** @param sieve says what of the objects is written; null: all of them */
    final FrozenTable freeze(@Nullable Sieve<Object> sieve) {
        // The keys' holds are a subset of the values': whoever owns the keys again owns the values too.
        Hold hold = new Hold(valuesHeld == null ? keysHeld : valuesHeld);
        keysHeld = hold;
        valuesHeld = hold;
        return new Frozen<A>(index, values(), hold, sieve);
    }

    /** Adds some keys, where they are objects, to half of the room that a sample has. */
    final void sampleKeys(ObjectSizes into, KeyCursor key) {
        int left = ObjectSizes.SAMPLE / 2;
        for (int slot = 0; slot < index.slots() && left > 0; slot++) {
            if (index.isUsed(slot)) {
                index.pointAt(slot, key);
                into.add(key.object());
                left--;
            }
        }
    }

    private void ownKeys() {
        if (keysHeld != null) {
            if (!keysHeld.isReleased()) {
                index = index.copy();
            }
            keysHeld = null;
        }
    }

    final void ownValues() {
        if (valuesHeld != null) {
            if (!valuesHeld.isReleased()) {
                copyValues();
            }
            valuesHeld = null;
        }
    }

    abstract A values();

    abstract void moveValue(int from, int to);

    abstract void clearValue(int slot);

    abstract void copyValues();

    /** Room for the values of a bigger index; {@link #move} then copies from the old array into the new one. */
    abstract void beginGrowth(int slots);

    abstract void endGrowth();
}
