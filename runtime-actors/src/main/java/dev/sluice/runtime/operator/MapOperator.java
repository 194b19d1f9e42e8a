package dev.sluice.runtime.operator;

import dev.sluice.api.function.MapFunction;
import dev.sluice.runtime.data.Batch;

/** {@code map}. */
final class MapOperator extends FunctionOperator<MapFunction<Object, Object>> {
    MapOperator(MapFunction<Object, Object> function, OperatorContext context) {
        super(function, context);
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                out.emit(function.map(in.value(i)), in.timestamps[i]);
            }
        } finally {
            in.next(i);
        }
    }
}
