package dev.sluice.runtime.operator;

import dev.sluice.api.function.FilterFunction;
import dev.sluice.runtime.data.Batch;

/** {@code filter}. */
final class FilterOperator extends FunctionOperator<FilterFunction<Object>> {
    FilterOperator(FilterFunction<Object> function, OperatorContext context) {
        super(function, context);
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                Object value = in.value(i);
                if (function.filter(value)) {
                    out.forward(value, in.timestamps[i]);
                }
            }
        } finally {
            in.next(i);
        }
    }
}
