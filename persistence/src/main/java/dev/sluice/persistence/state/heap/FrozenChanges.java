package dev.sluice.persistence.state.heap;

/**
 * What had changed in a table when it was frozen.
 *
 * @param bits one for each slot
 * @param removed keys that were removed, some of which may be there again
 * @param all whether it is simpler to write all that is left, in place of what was there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FrozenChanges(long[] bits, KeyList removed, boolean all) {
    private static final int WORD = 6;

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

    /** How many slots. */
    long count() {
        long count = removed.size();
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }
}
