package dev.sluice.runtime.operator;

import dev.sluice.api.function.KeyedResultFunction;
import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.persistence.jit.Boxes;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.data.Batch;
import java.util.Objects;

/**
 * Adds a record and emits the key's new aggregate. Copied for each function, and each kind of key has a call of its
 * own: so the function is inlined, and the boxes that its signature asks for are never made.
 */
final class LongAggregateStep extends LongStep {
    private final LongAggregateFunction<Object> function;
    private final KeyedResultFunction<Object, Object, Object> finish;
    private final KeyKind kind;

    LongAggregateStep(
            LongAggregateFunction<Object> function, KeyedResultFunction<Object, Object, Object> finish, KeyKind kind) {
        this.function = function;
        this.finish = finish;
        this.kind = kind;
    }

    @Override
    public long apply(int i, long before) throws Exception {
        place = i;
        Batch in = in();
        long added = function.addLong(in.value(i), before);
        Object result;
        if (kind == KeyKind.LONG) {
            result = finish.apply(Boxes.box(in.longKeys[i]), Boxes.box(added));
        } else if (kind == KeyKind.INT) {
            result = finish.apply(Boxes.box((int) in.longKeys[i]), Boxes.box(added));
        } else {
            result = finish.apply(Objects.requireNonNull(in.keys[i]), Boxes.box(added));
        }
        out().emit(result, in.timestamps[i]);
        return added;
    }
}
