package dev.sluice.persistence.state.heap;

/**
 * What had changed in a table when it was frozen.
 *
 * @param bits one for each slot
 * @param removed keys that were removed, some of which may be there again
 * @param all whether it is simpler to write all that is left, in place of what was there
 * @param others how many entries have changed that are not in slots
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FrozenChanges(long[] bits, KeyList removed, boolean all, long others) {
    private static final int WORD = 6;

    /** Whether no slot has changed. */
    boolean isEmpty() {
        return !any(0, bits.length << WORD);
    }

    boolean has(int slot) {
        int word = slot >> WORD;
        return word < bits.length && (bits[word] & 1L << slot) != 0;
    }

    /** Whether any of some slots may have changed. */
    boolean any(int from, int to) {
        for (int word = from >> WORD; word < bits.length && word << WORD < to; word++) {
            if (bits[word] != 0) {
                return true;
            }
        }
        return false;
    }

    /** How many entries. */
    long count() {
        long count = others + removed.size();
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }
}
