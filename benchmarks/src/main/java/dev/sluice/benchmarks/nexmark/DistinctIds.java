package dev.sluice.benchmarks.nexmark;

import dev.sluice.benchmarks.nexmark.result.Ranks;

/**
 * Which ids have been seen with which ranks: open addressing in one array of numbers, each an id and a bit for each
 * rank it was seen with.
 */
final class DistinctIds {
    private static final int LEAST_SLOTS = 8;

    private long[] cells = new long[LEAST_SLOTS];
    private int total;
    private int rank1;
    private int rank2;
    private int rank3;

    /** Sees an id, from 0 to 2^60, with a rank. */
    void add(long id, int rank) {
        int slot = slot(id);
        long before = cells[slot];
        long seen = before | id << Ranks.COUNT | 1L << rank;
        if (seen == before) {
            return;
        }
        cells[slot] = seen;
        switch (rank) {
            case 0 -> rank1++;
            case 1 -> rank2++;
            default -> rank3++;
        }
        if (before == 0 && ++total * 2 > cells.length) {
            grow();
        }
    }

    void addAll(DistinctIds other) {
        for (long cell : other.cells) {
            for (int rank = 0; rank < Ranks.COUNT; rank++) {
                if ((cell & 1L << rank) != 0) {
                    add(cell >>> Ranks.COUNT, rank);
                }
            }
        }
    }

    /** How many different ones there were. */
    Ranks count() {
        return new Ranks(total, rank1, rank2, rank3);
    }

    DistinctIds copy() {
        DistinctIds copy = new DistinctIds();
        copy.cells = cells.clone();
        copy.total = total;
        copy.rank1 = rank1;
        copy.rank2 = rank2;
        copy.rank3 = rank3;
        return copy;
    }

    /** Where the id is, or where it belongs. An empty cell is 0, and no other is: each has at least one rank. */
    private int slot(long id) {
        int mask = cells.length - 1;
        int slot = (int) (id * 0x9e37_79b9_7f4a_7c15L >>> 32) & mask;
        while (cells[slot] != 0 && cells[slot] >>> Ranks.COUNT != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] before = cells;
        cells = new long[before.length * 2];
        for (long cell : before) {
            if (cell != 0) {
                cells[slot(cell >>> Ranks.COUNT)] = cell;
            }
        }
    }
}
