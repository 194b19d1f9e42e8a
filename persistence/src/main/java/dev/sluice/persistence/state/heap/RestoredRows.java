package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.format.RowChange;
import dev.sluice.persistence.state.format.RowLayout;
import dev.sluice.persistence.state.format.RowType;
import java.util.Objects;

/** Rows of a snapshot, which become what the accumulators are today. */
final class RestoredRows {
    private RestoredRows() {}

    /**
     * @param target where they go
     * @param key to point at keys with
     * @param keyGroup of all of them
     * @param layout of the snapshot
     * @param rows each behind its key
     */
    static <V> void restore(
            RowValues<V> target, KeyCursor key, int keyGroup, RowLayout layout, long[] rows, int from, int to) {
        V fresh = Objects.requireNonNull(target.prototype.get());
        RowType today = RowType.of(fresh.getClass());
        if (today == null) {
            restoreObjects(target, key, layout, rows, from, to);
        } else if (today.layout().equals(layout)) {
            target.restore(keyGroup, layout, rows, from, to);
        } else {
            long[] changed = new RowChange(layout, fresh).rows(rows, from, to);
            target.restore(keyGroup, today.layout(), changed, 0, to - from);
        }
    }

    /** The accumulators have become such as do not fit into rows. */
    @SuppressWarnings("unchecked") // of the class of a new one
    private static <V> void restoreObjects(
            RowValues<V> target, KeyCursor key, RowLayout layout, long[] rows, int from, int to) {
        int stride = 1 + layout.width();
        for (int row = from; row < to; row++) {
            V value = (V) new RowChange(layout, Objects.requireNonNull(target.prototype.get())).object(rows, row);
            key.point(rows[row * stride], KeyGroups.hash(rows[row * stride]));
            target.put(key, value);
        }
    }
}
