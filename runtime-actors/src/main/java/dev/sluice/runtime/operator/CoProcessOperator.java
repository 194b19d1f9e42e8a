package dev.sluice.runtime.operator;

import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.join.KeepsRecords;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.data.Batch;

/** {@code keyBy().connect(keyBy()).process()}. Copied for each function. */
final class CoProcessOperator extends TimedOperator {
    private final KeyedCoProcessFunction<Object, Object, Object, Object> function;

    CoProcessOperator(
            KeyedCoProcessFunction<Object, Object, Object, Object> function, KeyKind kind, OperatorContext context) {
        super(function, kind, context);
        this.function = function;
        if (function instanceof KeepsRecords keeper) {
            keeper.copyWith(context.sharing()::own);
        }
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        collector.into(out);
        int first = in.next();
        int i = first;
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                pointAt(in, i);
                collector.at(in.timestamps[i]);
                if (input == 0) {
                    function.processFirst(in.value(i), surroundings, collector);
                } else {
                    function.processSecond(in.value(i), surroundings, collector);
                }
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
