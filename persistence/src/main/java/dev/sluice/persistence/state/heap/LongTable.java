package dev.sluice.persistence.state.heap;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table of unboxed numbers. */
final class LongTable extends HeapTable<long[]> {
    private long[] values;
    private long @Nullable [] growing;

    LongTable(KeyIndex index) {
        super(index);
        values = new long[index.slots()];
    }

    @Override
    long touch(int hash) {
        int slot = index().home(hash);
        return index().touch(slot) + values[slot];
    }

    @Override
    long slotBytes() {
        return Long.BYTES;
    }

    long value(int slot) {
        return values[slot];
    }

    void value(int slot, long value) {
        ownValues();
        changed(slot);
        values[slot] = value;
    }

    @Override
    long[] values() {
        return values;
    }

    @Override
    void copyValues() {
        values = values.clone();
    }

    @Override
    void beginGrowth(int slots) {
        growing = new long[slots];
    }

    @Override
    void endGrowth() {
        values = Objects.requireNonNull(growing);
        growing = null;
    }

    @Override
    void moveValue(int from, int to) {
        (growing == null ? values : growing)[to] = values[from];
    }

    @Override
    void clearValue(int slot) {
        values[slot] = 0;
    }
}
