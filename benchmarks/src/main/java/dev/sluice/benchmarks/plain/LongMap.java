package dev.sluice.benchmarks.plain;

/** Sums by key: open addressing, key and sum side by side. Keys are not negative. It does not grow. */
final class LongMap {
    private final long[] cells;
    private final int mask;
    private final int shift;

    LongMap(long keys) {
        int slots = Integer.highestOneBit((int) Math.min(1 << 28, Math.max(4, keys * 3 / 2)) * 2 - 1);
        cells = new long[slots * 2];
        mask = slots - 1;
        shift = Long.numberOfLeadingZeros(slots) + 1;
    }

    /** Adds to a key's sum and returns it. */
    long add(long key, long value) {
        return cells[2 * slot(key) + 1] += value;
    }

    /** Where a key is, from 0 to {@link #slots}; it is put there if it is new. It stays there. */
    int slot(long key) {
        long tagged = key + 1; // 0 marks an empty slot
        int slot = (int) (key * 0x9e37_79b9_7f4a_7c15L >>> shift);
        while (cells[2 * slot] != tagged) {
            if (cells[2 * slot] == 0) {
                cells[2 * slot] = tagged;
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    int slots() {
        return mask + 1;
    }

    /** Visits all keys. */
    void forEach(Visitor visitor) {
        for (int at = 0; at < cells.length; at += 2) {
            if (cells[at] != 0) {
                visitor.visit(cells[at] - 1, cells[at + 1]);
            }
        }
    }

    interface Visitor {
        void visit(long key, long sum);
    }

    /** Visits all keys, and forgets them. */
    void drain(Visitor visitor) {
        for (int at = 0; at < cells.length; at += 2) {
            if (cells[at] != 0) {
                visitor.visit(cells[at] - 1, cells[at + 1]);
                cells[at] = 0;
                cells[at + 1] = 0;
            }
        }
    }
}
