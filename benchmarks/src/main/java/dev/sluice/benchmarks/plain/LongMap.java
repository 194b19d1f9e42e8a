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
        long tagged = key + 1; // 0 marks an empty slot
        int slot = (int) (key * 0x9e37_79b9_7f4a_7c15L >>> shift);
        while (true) {
            int at = slot << 1;
            if (cells[at] == tagged) {
                return cells[at + 1] += value;
            }
            if (cells[at] == 0) {
                cells[at] = tagged;
                cells[at + 1] = value;
                return value;
            }
            slot = slot + 1 & mask;
        }
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
            }
        }
    }
}
