package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.ValueFold;

/** The loop of a fold into rows; see {@link RowFoldLoop}. */
interface RowFold {
    /**
     * @return the place of the record whose new value is of another class, and {@link RowValues#foreign} has it; or
     *     {@code to}
     */
    <V> int run(RowValues<V> values, long[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception;
}
