package dev.sluice.runtime.operator;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.KeyedResultFunction;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.runtime.data.Batch;

/** {@code keyBy().aggregate()}: emits each key's new aggregate after each record. */
final class AggregateOperator extends KeyedOperator {
    private final AggregateFunction<Object, Object, Object> function;
    private final KeyedResultFunction<Object, Object, Object> finish;
    private final KeyedValues<Object> accumulators;

    AggregateOperator(
            AggregateFunction<Object, Object, Object> function,
            KeyedResultFunction<Object, Object, Object> finish,
            KeyKind kind,
            OperatorContext context) {
        super(kind, context);
        this.function = function;
        this.finish = finish;
        accumulators =
                store.values("aggregated", Folder.of(function, context).type()).at(Namespaces.DEFAULT);
    }

    @Override
    public void open() throws Exception {
        function.open(context.task());
        finish.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                pointAt(in, i);
                Object accumulator = accumulators.get(key);
                Object added =
                        function.add(in.value(i), accumulator == null ? function.createAccumulator() : accumulator);
                accumulators.put(key, added);
                out.emit(finish.apply(key.boxed(), function.result(added)), in.timestamps[i]);
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
