package dev.sluice.runtime.operator;

import dev.sluice.api.function.FlatMapFunction;
import dev.sluice.runtime.data.Batch;

/** {@code flatMap}. */
final class FlatMapOperator extends FunctionOperator<FlatMapFunction<Object, Object>> {
    private final TimestampedCollector collector = new TimestampedCollector();

    FlatMapOperator(FlatMapFunction<Object, Object> function, OperatorContext context) {
        super(function, context);
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        collector.into(out);
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                collector.at(in.timestamps[i]);
                function.flatMap(in.value(i), collector);
            }
        } finally {
            in.next(i);
        }
    }
}
