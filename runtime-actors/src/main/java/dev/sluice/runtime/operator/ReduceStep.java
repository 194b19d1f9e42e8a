package dev.sluice.runtime.operator;

import dev.sluice.api.function.ReduceFunction;
import org.jspecify.annotations.Nullable;

/** Reduces a record into the value of its key and emits that. Copied for each function. */
final class ReduceStep extends ValueStep {
    private final ReduceFunction<Object> function;

    ReduceStep(ReduceFunction<Object> function) {
        this.function = function;
    }

    @Override
    public Object apply(int i, @Nullable Object before) throws Exception {
        place = i;
        Object record = in().value(i);
        Object result = Folder.kept(before == null ? record : function.reduce(before, record), "reduce");
        out().emit(result, in().timestamps[i]);
        return result;
    }
}
