package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyedValues;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Visits the rows of some tables, in the order of key groups. */
final class RowScan<V> implements KeyedValues.Scan<V> {
    private final RowValues<V> values;
    private final Tables<RowTable> tables;
    private final boolean ofTheirOwn;
    private int group = -1;
    private int row;
    private @Nullable RowTable table;
    private @Nullable Object filled;

    /** @param ofTheirOwn whether each value is an object of its own */
    RowScan(RowValues<V> values, Tables<RowTable> tables, boolean ofTheirOwn) {
        this.values = values;
        this.tables = tables;
        this.ofTheirOwn = ofTheirOwn;
    }

    @Override
    public boolean next(KeyCursor key) {
        RowTable current = table;
        row++;
        while (current == null || row >= current.size()) {
            if (++group >= tables.places()) {
                return false;
            }
            current = tables.find(group);
            row = 0;
        }
        table = current;
        long number = current.keyAt(row);
        key.point(number, KeyGroups.hash(number));
        return true;
    }

    @Override
    @SuppressWarnings("unchecked") // the codec makes what was put
    public V value() {
        if (filled == null || ofTheirOwn) {
            filled = values.newHolder();
        }
        RowTable current = Objects.requireNonNull(table);
        return (V) values.codec().load(filled, current.rows(), current.placeOf(row));
    }
}
