package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.ValueFold;
import org.jspecify.annotations.Nullable;

/** The loop of a fold into objects; see {@link HeapFoldLoop}. */
interface HeapFold {
    <V> void run(HeapValues<V> values, long[] keys, int[] hashes, int from, int to, ValueFold<V> fold) throws Exception;

    <V> void run(HeapValues<V> values, @Nullable Object[] keys, int[] hashes, int from, int to, ValueFold<V> fold)
            throws Exception;
}
