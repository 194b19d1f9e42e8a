package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.Sieve;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.persistence.state.format.RowLayout;
import dev.sluice.persistence.state.format.RowType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a state are read and written: accumulators whose class fits as rows, where keys are whole numbers;
 * all else by the serializer. For one thread at a time.
 */
final class ValueForm<V> {
    private final StateInfo state;
    private final ValueType<V> type;
    private final Cells cells;
    private final @Nullable RowType rows;
    private final long[] row;

    ValueForm(StateInfo state, ValueType<V> type, Cells cells) {
        this.state = state;
        this.type = type;
        this.cells = cells;
        rows = type.prototype() == null || !cells.kind().primitive()
                ? null
                : RowType.of(Objects.requireNonNull(type.prototype().get()).getClass());
        row = new long[rows == null ? 0 : rows.layout().width()];
    }

    @Nullable
    RowLayout layout() {
        return rows == null ? null : rows.layout();
    }

    /** Asks for what of values is to be written; null: all of it. */
    @Nullable
    Sieve<V> expiry() {
        return type.expiry() == null ? null : type.expiry().get();
    }

    /** An object that rows are loaded into; of no use where there are none. */
    Object scratch() {
        if (rows == null || rows.type().isRecord() || type.prototype() == null) {
            return this;
        }
        return Objects.requireNonNull(type.prototype().get());
    }

    /** A value that shares nothing with objects that rows are loaded into; the scratch object takes its place. */
    @SuppressWarnings("unchecked") // a row of this state's values
    V own(V value, Object scratch) {
        if (rows == null || value.getClass() != rows.type() || rows.type().isRecord()) {
            return value;
        }
        rows.codec().store(value, row, 0);
        return (V) rows.codec().load(scratch, row, 0);
    }

    void encode(V value, Bytes out) {
        if (rows != null && value.getClass() == rows.type()) {
            state.hasRows(rows.layout());
            rows.codec().store(value, row, 0);
            Cells.putRow(row, 0, row.length, out);
        } else {
            state.hasObjects = true;
            cells.putObject(value, out);
        }
    }

    /**
     * Decodes the payload of a cell.
     *
     * @param scratch what {@link #scratch} gave; may be changed and returned
     */
    @SuppressWarnings("unchecked") // of this state's values
    V decode(byte[] cell, int from, int to, Object scratch) {
        if (!cells.isRow(cell, from)) {
            return (V) cells.object(cell, from, to);
        }
        if (rows == null) {
            throw new IllegalStateException("state " + state.name + " has rows, and its values are none");
        }
        Cells.row(cell, from, row, 0, row.length);
        return (V) rows.codec().load(scratch, row, 0);
    }
}
