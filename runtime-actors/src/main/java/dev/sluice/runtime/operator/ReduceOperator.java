package dev.sluice.runtime.operator;

import dev.sluice.api.function.ReduceFunction;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.runtime.data.Batch;

/** {@code keyBy().reduce()}: emits each key's new value after each record. */
final class ReduceOperator extends KeyedOperator {
    private final ReduceFunction<Object> function;
    private final KeyedValues<Object> values;

    ReduceOperator(ReduceFunction<Object> function, KeyKind kind, OperatorContext context) {
        super(kind, context);
        this.function = function;
        values = store.values("reduced", ValueType.serialized()).at(Namespaces.DEFAULT);
    }

    @Override
    public void open() throws Exception {
        function.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        values.prefetch(in.hashes, in.next(), in.size());
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                pointAt(in, i);
                Object record = in.value(i);
                Object reduced = values.get(key);
                Object result = reduced == null ? record : function.reduce(reduced, record);
                values.put(key, Folder.kept(result, "reduce"));
                out.emit(result, in.timestamps[i]);
            }
        } finally {
            in.next(i);
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        function.close();
    }
}
