package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.ValueFold;
import dev.sluice.persistence.state.format.RowCodec;
import org.jspecify.annotations.Nullable;

/**
 * Folds a batch into rows, in blocks and three times over each: first the slots are loaded, all at once since no load
 * waits for another, then the rows that they lead to, then each record finds its row at hand. Copied for each fold, so
 * that the fold is inlined.
 */
final class RowFoldLoop implements RowFold {
    private static final int BLOCK = RowValues.BLOCK;

    RowFoldLoop() {}

    @Override
    public <V> int run(RowValues<V> values, long[] keys, int[] hashes, int from, int to, ValueFold<V> fold)
            throws Exception {
        RowCodec codec = values.codec();
        Class<?> type = values.type();
        Object scratch = values.scratch();
        boolean large = values.isWorthLoading(to - from);
        for (int begin = from; begin < to; begin += BLOCK) {
            int end = Math.min(to, begin + BLOCK);
            if (large) {
                values.touch(hashes, begin, end);
            }
            for (int i = begin; i < end; i++) {
                int hash = hashes[i];
                RowTable table = values.table(hash);
                int place = table.find(keys[i], hash);
                @SuppressWarnings("unchecked")
                @Nullable
                V before = place < 0 ? null : (V) codec.load(scratch, table.rows(), place);
                V after = fold.apply(i, before);
                if (after == null) {
                    continue;
                }
                if (after.getClass() != type) {
                    values.foreign(after);
                    return i;
                }
                if (place < 0) {
                    place = table.add(keys[i], hash);
                } else {
                    table.own(place);
                }
                codec.store(after, table.rows(), place);
            }
        }
        return to;
    }
}
