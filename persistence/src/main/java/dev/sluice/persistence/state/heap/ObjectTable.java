package dev.sluice.persistence.state.heap;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table of objects. If any of them is mutable, copying the array means copying the objects, and so reading one for
 * change counts as a write.
 */
final class ObjectTable extends HeapTable<@Nullable Object[]> {
    private final UnaryOperator<Object> copier;
    private @Nullable Object[] values;
    private @Nullable Object @Nullable [] growing;
    private boolean mutable;

    ObjectTable(KeyIndex index, UnaryOperator<Object> copier) {
        super(index);
        this.copier = copier;
        values = new Object[index.slots()];
    }

    @Override
    long touch(int hash) {
        int slot = index().home(hash);
        return index().touch(slot) + (values[slot] == null ? 0 : 1);
    }

    @Override
    long slotBytes() {
        return Integer.BYTES;
    }

    /** The value, for reading or changing. */
    Object value(int slot) {
        if (mutable) {
            ownValues();
            changed(slot);
        }
        return Objects.requireNonNull(values[slot]);
    }

    /** Adds some values to a sample. */
    void sampleValues(ObjectSizes into) {
        for (int slot = 0; slot < values.length; slot++) {
            Object value = values[slot];
            if (value != null && !into.add(value)) {
                return;
            }
        }
    }

    /** The value, not to be changed. */
    Object peek(int slot) {
        return Objects.requireNonNull(values[slot]);
    }

    void value(int slot, Object value, boolean isMutable) {
        ownValues();
        changed(slot);
        mutable |= isMutable;
        values[slot] = value;
    }

    @Override
    @Nullable
    Object[] values() {
        return values;
    }

    @Override
    void copyValues() {
        values = values.clone();
        if (mutable) {
            for (int slot = 0; slot < values.length; slot++) {
                Object value = values[slot];
                if (value != null) {
                    values[slot] = copier.apply(value);
                }
            }
        }
    }

    @Override
    void beginGrowth(int slots) {
        growing = new Object[slots];
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
        values[slot] = null;
    }
}
