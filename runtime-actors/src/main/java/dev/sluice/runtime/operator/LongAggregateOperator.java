package dev.sluice.runtime.operator;

import dev.sluice.api.function.KeyedResultFunction;
import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.runtime.data.Batch;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code keyBy().aggregate()} with an accumulator that is one number, kept without an object. */
final class LongAggregateOperator extends KeyedOperator {
    private static final ClassCopies<LongStep> STEPS =
            new ClassCopies<>(MethodHandles.lookup(), LongAggregateStep.class);

    private static final String STATE = "aggregated";

    private final LongAggregateFunction<Object> function;
    private final KeyedResultFunction<Object, Object, Object> finish;
    private final KeyedLongs accumulators;
    private final LongStep step;

    LongAggregateOperator(
            LongAggregateFunction<Object> function,
            KeyedResultFunction<Object, Object, Object> finish,
            KeyKind kind,
            OperatorContext context) {
        super(kind, context);
        this.function = function;
        this.finish = finish;
        accumulators = store.longs(STATE).at(Namespaces.DEFAULT);
        step = STEPS.create(finish.getClass(), function, finish, kind);
    }

    @Override
    public void open() throws Exception {
        function.open(context.task());
        finish.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        int to = Math.min(in.size(), in.next() + out.room());
        step.fold(in, in.next(), to, out, key.kind(), accumulators, function.initial());
    }

    @Override
    public List<String> stateNames() {
        return List.of(STATE);
    }

    @Override
    @Nullable
    Object look(String name) {
        long value = accumulators.get(key, 0);
        boolean absent = value == 0 && accumulators.get(key, 1) == 1;
        return absent ? null : (Object) value;
    }

    @Override
    public void close() throws Exception {
        super.close();
        function.close();
        finish.close();
    }
}
