package dev.sluice.runtime.operator;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.KeyedResultFunction;
import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.runtime.data.Batch;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code keyBy().aggregate()}: emits each key's new aggregate after each record. */
final class AggregateOperator extends KeyedOperator {
    private static final ClassCopies<ValueStep> STEPS = new ClassCopies<>(MethodHandles.lookup(), AggregateStep.class);

    /** The name of its state. */
    static final String STATE = "aggregated";

    private final KeyedResultFunction<Object, Object, Object> finish;
    private final Folder folder;
    private final KeyedValues<Object> accumulators;
    private final ValueStep step;

    AggregateOperator(
            AggregateFunction<Object, Object, Object> function,
            KeyedResultFunction<Object, Object, Object> finish,
            KeyKind kind,
            OperatorContext context) {
        super(kind, context);
        this.finish = finish;
        folder = Folder.of(function, context);
        accumulators = store.values(STATE, folder.type()).at(Namespaces.DEFAULT);
        step = STEPS.create(finish.getClass(), folder, finish, kind);
    }

    @Override
    public void open() throws Exception {
        folder.open(context.task());
        finish.open(context.task());
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        int to = Math.min(in.size(), in.next() + out.room());
        step.fold(in, in.next(), to, out, key.kind(), accumulators);
    }

    @Override
    public List<String> stateNames() {
        return List.of(STATE);
    }

    @Override
    @Nullable
    Object look(String name) {
        return new StateCopies(context.sharing()).copy(accumulators.get(key));
    }

    @Override
    public void close() throws Exception {
        super.close();
        folder.close();
        finish.close();
    }
}
