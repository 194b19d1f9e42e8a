package dev.sluice.benchmarks.nexmark;

import dev.sluice.benchmarks.nexmark.result.Ranks;
import java.util.Arrays;

/**
 * Which ids have been seen with which ranks: open addressing in one array of numbers, each an id and a bit for each
 * rank it was seen with.
 */
final class DistinctIds {
    private static final int LEAST_SLOTS = 8;

    private long[] cells;
    private final RankTally tally;

    DistinctIds() {
        this(new long[LEAST_SLOTS], new RankTally());
    }

    private DistinctIds(long[] cells, RankTally tally) {
        this.cells = cells;
        this.tally = tally;
    }

    /** Sees an id, from 0 to 2^60, with a rank. */
    void add(long id, int rank) {
        int slot = slot(id);
        if (cells[slot] == 0) {
            tally.total++;
        }
        long seen = cells[slot] | id << Ranks.COUNT | 1L << rank;
        if (seen != cells[slot]) {
            cells[slot] = seen;
            tally.byRank[rank]++;
            if (tally.total * 2 > cells.length) {
                grow();
            }
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
        return tally.ranks();
    }

    DistinctIds copy() {
        RankTally same = new RankTally();
        same.add(tally);
        return new DistinctIds(cells.clone(), same);
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
        Arrays.stream(before).filter(cell -> cell != 0).forEach(cell -> cells[slot(cell >>> Ranks.COUNT)] = cell);
    }
}
