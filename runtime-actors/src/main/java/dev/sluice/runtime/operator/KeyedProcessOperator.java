package dev.sluice.runtime.operator;

import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.data.Batch;

/** {@code keyBy().process()}. */
final class KeyedProcessOperator extends TimedOperator {
    private final KeyedProcessFunction<Object, Object, Object> function;

    KeyedProcessOperator(KeyedProcessFunction<Object, Object, Object> function, KeyKind kind, OperatorContext context) {
        super(function, kind, context);
        this.function = function;
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        collector.into(out);
        int i = in.next();
        int first = i;
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                pointAt(in, i);
                collector.at(in.timestamps[i]);
                function.process(in.value(i), surroundings, collector);
            }
        } finally {
            in.next(i);
        }
        sweep(i - first);
    }

    @Override
    void onTimer(long time) throws Exception {
        function.onTimer(time, surroundings, collector);
    }
}
