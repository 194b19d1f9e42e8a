package dev.sluice.persistence.state.heap;

import java.util.Arrays;

/**
 * What has changed in a table, so that a snapshot need not write the rest: a bit for each slot, and the keys that were
 * removed. It is kept twice, since the last snapshot and from the one that the next will build on to the last: the
 * checkpoint of the last one may yet fail.
 */
final class Changes {
    private static final int WORD = 6;
    private static final int MANY = 1 << 10;

    private long[] now;
    private long[] before;
    private KeyList removedNow = new KeyList();
    private KeyList removedBefore = new KeyList();
    private boolean allNow;
    private boolean allBefore;

    /** @param slots how many the table has */
    Changes(int slots) {
        now = new long[words(slots)];
        before = new long[now.length];
    }

    private static int words(int slots) {
        return (slots + 63) >>> WORD;
    }

    void mark(int slot) {
        now[slot >> WORD] |= 1L << slot;
    }

    /** What was in one slot is in another now. */
    void move(int from, int to) {
        carry(this, from, to);
    }

    /** As {@link #move}, from those of the table as it was before it grew. */
    void carry(Changes old, int from, int to) {
        set(now, to, has(old.now, from));
        set(before, to, has(old.before, from));
    }

    /** A slot is empty now. */
    void clear(int slot) {
        set(now, slot, false);
        set(before, slot, false);
    }

    private static boolean has(long[] bits, int slot) {
        return (bits[slot >> WORD] & 1L << slot) != 0;
    }

    private static void set(long[] bits, int slot, boolean value) {
        if (value) {
            bits[slot >> WORD] |= 1L << slot;
        } else {
            bits[slot >> WORD] &= ~(1L << slot);
        }
    }

    /** Those of the table when it has more slots, to which the bits are yet to be {@linkplain #carry carried}. */
    Changes grown(int slots) {
        Changes grown = new Changes(slots);
        grown.removedNow = removedNow;
        grown.removedBefore = removedBefore;
        grown.allNow = allNow;
        grown.allBefore = allBefore;
        return grown;
    }

    /** The table has more slots behind those it had. */
    void lengthen(int slots) {
        now = Arrays.copyOf(now, words(slots));
        before = Arrays.copyOf(before, words(slots));
    }

    void removed(long key) {
        if (hasRoom()) {
            removedNow.add(key);
        }
    }

    void removed(Object key) {
        if (hasRoom()) {
            removedNow.add(key);
        }
    }

    /** Where more keys have gone than there are slots, it is simpler to write all that is left. */
    private boolean hasRoom() {
        if (!allNow && removedNow.size() > MANY + 64 * now.length) {
            allNow = true;
            removedNow = new KeyList();
        }
        return !allNow;
    }

    /** Whether nothing is noted. */
    boolean isEmpty() {
        return !allNow && !allBefore && removedNow.size() + removedBefore.size() == 0 && newer().isEmpty();
    }

    /** What has changed since the last snapshot and is there, for use before anything else changes. */
    FrozenChanges newer() {
        return new FrozenChanges(now, new KeyList(), false, 0);
    }

    /** What had changed before, and not since. */
    FrozenChanges older() {
        long[] bits = new long[now.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = before[i] & ~now[i];
        }
        return new FrozenChanges(bits, new KeyList(), false, 0);
    }

    /** What has not changed at all; slots that are empty seem to be among it. */
    FrozenChanges rest() {
        long[] bits = new long[now.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = ~(before[i] | now[i]);
        }
        return new FrozenChanges(bits, new KeyList(), false, 0);
    }

    /** What is noted of all but the slots, for a table without slots. */
    Changes withoutSlots() {
        Changes stripped = new Changes(0);
        stripped.takeOver(this);
        return stripped;
    }

    /** Takes over what others note of all but the slots. */
    void takeOver(Changes others) {
        removedNow = others.removedNow;
        removedBefore = others.removedBefore;
        allNow = others.allNow;
        allBefore = others.allBefore;
    }

    /**
     * A snapshot is taken.
     *
     * @param lastIsBase whether it builds on the last one; otherwise on the one that the last has built on
     * @return what has changed since
     */
    FrozenChanges freeze(boolean lastIsBase) {
        if (lastIsBase) {
            before = now;
            removedBefore = removedNow;
            allBefore = allNow;
        } else {
            for (int i = 0; i < now.length; i++) {
                before[i] |= now[i];
            }
            KeyList all = new KeyList();
            all.addAll(removedBefore);
            all.addAll(removedNow);
            removedBefore = all;
            allBefore |= allNow;
        }
        now = new long[before.length];
        removedNow = new KeyList();
        allNow = false;
        return new FrozenChanges(before.clone(), removedBefore, allBefore, 0);
    }
}
