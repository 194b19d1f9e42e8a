package dev.sluice.runtime.operator;

import dev.sluice.api.function.ReduceFunction;
import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.runtime.data.Batch;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code keyBy().reduce()}: emits each key's new value after each record. */
final class ReduceOperator extends KeyedOperator {
    private static final ClassCopies<ValueStep> STEPS = new ClassCopies<>(MethodHandles.lookup(), ReduceStep.class);

    /** The name of its state. */
    static final String STATE = "reduced";

    private final ReduceFunction<Object> function;
    private final KeyedValues<Object> values;
    private final ValueStep step;

    ReduceOperator(ReduceFunction<Object> function, KeyKind kind, OperatorContext context) {
        super(kind, context);
        this.function = function;
        values = store.values(STATE, ValueType.serialized()).at(Namespaces.DEFAULT);
        step = STEPS.create(function.getClass(), function);
    }

    @Override
    public void open() throws Exception {
        function.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        int to = Math.min(in.size(), in.next() + out.room());
        step.fold(in, in.next(), to, out, key.kind(), values);
    }

    @Override
    public List<String> stateNames() {
        return List.of(STATE);
    }

    @Override
    @Nullable
    Object look(String name) {
        return new StateCopies(context.sharing()).copy(values.get(key));
    }

    @Override
    public void close() throws Exception {
        super.close();
        function.close();
    }
}
