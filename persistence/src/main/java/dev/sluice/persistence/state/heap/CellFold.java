package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.LongFold;

/** The loop of a fold; see {@link CellFoldLoop}. */
interface CellFold {
    void run(CellLongs longs, long[] keys, int[] hashes, int from, int to, long initial, LongFold fold)
            throws Exception;
}
