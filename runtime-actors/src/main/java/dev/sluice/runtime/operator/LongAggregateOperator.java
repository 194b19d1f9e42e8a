package dev.sluice.runtime.operator;

import dev.sluice.api.function.KeyedResultFunction;
import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.runtime.data.Batch;

/** {@code keyBy().aggregate()} with an accumulator that is one number, kept without an object. */
final class LongAggregateOperator extends KeyedOperator {
    private final LongAggregateFunction<Object> function;
    private final KeyedResultFunction<Object, Object, Object> finish;
    private final KeyedLongs accumulators;

    LongAggregateOperator(
            LongAggregateFunction<Object> function,
            KeyedResultFunction<Object, Object, Object> finish,
            KeyKind kind,
            OperatorContext context) {
        super(kind, context);
        this.function = function;
        this.finish = finish;
        accumulators = store.longs("aggregated").at(Namespaces.DEFAULT);
    }

    @Override
    public void open() throws Exception {
        function.open(context.task());
        finish.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        long initial = function.initial();
        accumulators.prefetch(in.hashes, in.next(), in.size());
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                pointAt(in, i);
                long added = function.addLong(in.value(i), accumulators.get(key, initial));
                accumulators.put(key, added);
                out.emit(finish.apply(key.boxed(), added), in.timestamps[i]);
            }
        } finally {
            in.next(i);
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        function.close();
        finish.close();
    }
}
