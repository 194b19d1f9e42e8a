package dev.sluice.runtime.operator;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.KeyedResultFunction;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.runtime.data.Batch;

/** {@code keyBy().aggregate()}: emits each key's new aggregate after each record. */
final class AggregateOperator extends KeyedOperator {
    private final KeyedResultFunction<Object, Object, Object> finish;
    private final Folder folder;
    private final KeyedValues<Object> accumulators;

    AggregateOperator(
            AggregateFunction<Object, Object, Object> function,
            KeyedResultFunction<Object, Object, Object> finish,
            KeyKind kind,
            OperatorContext context) {
        super(kind, context);
        this.finish = finish;
        folder = Folder.of(function, context);
        accumulators = store.values("aggregated", folder.type()).at(Namespaces.DEFAULT);
    }

    @Override
    public void open() throws Exception {
        folder.open(context.task());
        finish.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        accumulators.prefetch(in.hashes, in.next(), in.size());
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                pointAt(in, i);
                Object accumulator = accumulators.get(key);
                Object added = accumulator == null ? folder.first(in.value(i)) : folder.add(accumulator, in.value(i));
                accumulators.put(key, added);
                out.emit(finish.apply(key.boxed(), folder.result(added)), in.timestamps[i]);
            }
        } finally {
            in.next(i);
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        folder.close();
        finish.close();
    }
}
