package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.ValueFold;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Folds a batch into objects. Copied for each fold, so that the fold is inlined. */
final class HeapFoldLoop implements HeapFold {
    HeapFoldLoop() {}

    @Override
    public <V> void run(HeapValues<V> values, long[] keys, int[] hashes, int from, int to, ValueFold<V> fold)
            throws Exception {
        KeyCursor cursor = values.cursor();
        for (int i = from; i < to; i++) {
            cursor.point(keys[i], hashes[i]);
            step(values, cursor, i, fold);
        }
    }

    @Override
    public <V> void run(
            HeapValues<V> values, @Nullable Object[] keys, int[] hashes, int from, int to, ValueFold<V> fold)
            throws Exception {
        KeyCursor cursor = values.cursor();
        for (int i = from; i < to; i++) {
            cursor.point(Objects.requireNonNull(keys[i]), hashes[i]);
            step(values, cursor, i, fold);
        }
    }

    private static <V> void step(HeapValues<V> values, KeyCursor cursor, int place, ValueFold<V> fold)
            throws Exception {
        ObjectTable table = values.table();
        int slot = table.find(cursor);
        V before = values.at(table, slot);
        V after = fold.apply(place, before);
        if (after != null && after != before) {
            values.put(table, slot, after);
        }
    }
}
