package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.LongFold;

/**
 * The hottest loop of all keyed aggregation. It goes over a batch in blocks, twice: the first time it only loads the
 * cells, all at once since no load waits for another; the second time they are at hand. Copied for each fold, so that
 * the fold is inlined.
 */
final class CellFoldLoop implements CellFold {
    /** Cache lines that surely stay in the first-level cache until they are used. */
    private static final int BLOCK = 256;

    private static final int WORTH_LOADING = 32;

    CellFoldLoop() {}

    @Override
    public void run(CellLongs longs, long[] keys, int[] hashes, int from, int to, long initial, LongFold fold)
            throws Exception {
        // Not worth asking for a few records, as where records of two windows alternate.
        boolean large = to - from >= WORTH_LOADING && longs.isLarge();
        for (int begin = from; begin < to; begin += BLOCK) {
            int end = Math.min(to, begin + BLOCK);
            if (large) {
                longs.touch(hashes, begin, end);
            }
            for (int i = begin; i < end; i++) {
                int hash = hashes[i];
                CellTable table = longs.table(hash);
                int place = table.own(keys[i], hash, initial);
                long[] cells = table.cells();
                cells[place] = fold.apply(i, cells[place]);
            }
        }
    }
}
