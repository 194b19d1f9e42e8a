package dev.sluice.runtime.operator;

import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.Requests;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.KeyedResultFunction;
import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.ReduceFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.graph.Fold;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.graph.OperatorSpec.AggregateSpec;
import dev.sluice.api.graph.OperatorSpec.AsyncSpec;
import dev.sluice.api.graph.OperatorSpec.BroadcastProcessSpec;
import dev.sluice.api.graph.OperatorSpec.CoProcessSpec;
import dev.sluice.api.graph.OperatorSpec.EventTimeSpec;
import dev.sluice.api.graph.OperatorSpec.FilterSpec;
import dev.sluice.api.graph.OperatorSpec.FlatMapSpec;
import dev.sluice.api.graph.OperatorSpec.IntervalJoinSpec;
import dev.sluice.api.graph.OperatorSpec.KeyedProcessSpec;
import dev.sluice.api.graph.OperatorSpec.MapSpec;
import dev.sluice.api.graph.OperatorSpec.ProcessSpec;
import dev.sluice.api.graph.OperatorSpec.ReduceSpec;
import dev.sluice.api.graph.OperatorSpec.SinkSpec;
import dev.sluice.api.graph.OperatorSpec.StatefulProcessSpec;
import dev.sluice.api.graph.OperatorSpec.WindowSpec;
import dev.sluice.api.window.Evictor;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.persistence.jit.ClassCopies;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.plan.Slicing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

/** Makes operators of what a definition says. */
@SuppressWarnings("unchecked") // the definition's types fit together
public final class Operators {
    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final ClassCopies<Operator> MAPS = new ClassCopies<>(LOOKUP, MapOperator.class);
    private static final ClassCopies<Operator> FILTERS = new ClassCopies<>(LOOKUP, FilterOperator.class);
    private static final ClassCopies<Operator> FLAT_MAPS = new ClassCopies<>(LOOKUP, FlatMapOperator.class);
    private static final ClassCopies<Operator> PROCESSES = new ClassCopies<>(LOOKUP, KeyedProcessOperator.class);

    private static final ClassCopies<Operator> CO_PROCESSES = new ClassCopies<>(LOOKUP, CoProcessOperator.class);
    private static final ClassCopies<Operator> INTERVAL_JOINS = new ClassCopies<>(LOOKUP, IntervalJoinOperator.class);

    private Operators() {}

    /**
     * @param spec what it does; not a source
     * @param kind how keys are carried, if it is keyed
     * @param context where it runs
     * @param sinkContext the same for a sink
     * @return a new operator, not open
     */
    public static Operator create(OperatorSpec spec, KeyKind kind, OperatorContext context, SinkContext sinkContext) {
        if (spec instanceof MapSpec map) {
            return MAPS.create(map.function().getClass(), map.function(), context);
        }
        if (spec instanceof FilterSpec filter) {
            return FILTERS.create(filter.function().getClass(), filter.function(), context);
        }
        if (spec instanceof FlatMapSpec flatMap) {
            return FLAT_MAPS.create(flatMap.function().getClass(), flatMap.function(), context);
        }
        if (spec instanceof ProcessSpec process) {
            return new ProcessOperator((ProcessFunction<Object, Object>) process.function(), context);
        }
        if (spec instanceof StatefulProcessSpec process) {
            return new StatefulProcessOperator((StatefulProcessFunction<Object, Object>) process.function(), context);
        }
        if (spec instanceof AsyncSpec async) {
            return new AsyncOperator(
                    (Requests<Object, Object, Object>) async.requests(),
                    (AsyncOptions<Object>) async.options(),
                    context);
        }
        if (spec instanceof EventTimeSpec eventTime) {
            return new EventTimeOperator(eventTime.eventTime(), context.clock());
        }
        if (spec instanceof ReduceSpec reduce) {
            return new ReduceOperator((ReduceFunction<Object>) reduce.function(), kind, context);
        }
        if (spec instanceof AggregateSpec aggregate) {
            return aggregate(aggregate, kind, context);
        }
        if (spec instanceof KeyedProcessSpec process) {
            return PROCESSES.create(process.function().getClass(), process.function(), kind, context);
        }
        if (spec instanceof BroadcastProcessSpec process) {
            return new BroadcastProcessOperator(
                    (KeyedBroadcastProcessFunction<Object, Object, Object, Object>) process.function(), kind, context);
        }
        if (spec instanceof CoProcessSpec process) {
            return CO_PROCESSES.create(process.function().getClass(), process.function(), kind, context);
        }
        if (spec instanceof IntervalJoinSpec join) {
            return INTERVAL_JOINS.create(join.function().getClass(), join, kind, context);
        }
        if (spec instanceof WindowSpec window) {
            return window(window, kind, context);
        }
        if (spec instanceof SinkSpec sink) {
            return new SinkOperator((Sink<Object>) sink.sink(), sinkContext);
        }
        return new ForwardOperator();
    }

    private static Operator aggregate(AggregateSpec spec, KeyKind kind, OperatorContext context) {
        KeyedResultFunction<Object, Object, Object> finish =
                (KeyedResultFunction<Object, Object, Object>) spec.finish();
        if (spec.function() instanceof LongAggregateFunction<?> longs) {
            return new LongAggregateOperator((LongAggregateFunction<Object>) longs, finish, kind, context);
        }
        AggregateFunction<Object, Object, Object> function =
                (AggregateFunction<Object, Object, Object>) spec.function();
        return new AggregateOperator(function, finish, kind, context);
    }

    private static Operator window(WindowSpec spec, KeyKind kind, OperatorContext context) {
        Folder folder = Folder.of(spec.fold(), context);
        if (spec.windows() instanceof WindowAssigner.Session session && spec.isPlain()) {
            return new SessionWindowOperator(spec, session.gap(), folder, kind, context);
        }
        if (!Slicing.serves(spec)) {
            PaneContents contents = spec.evictor() == null
                    ? new FoldedContents(folder)
                    : new EvictedContents((Evictor<Object>) spec.evictor(), folder, context.sharing());
            return new WindowOperator(spec, contents, kind, context);
        }
        SliceStore.Factory slices = store -> new ObjectSliceStore(store, kind, folder);
        if (spec.fold() instanceof Fold.Aggregate aggregate
                && aggregate.function() instanceof LongAggregateFunction<?> longs) {
            slices = store -> new LongSliceStore(store, kind, (LongAggregateFunction<Object>) longs);
        }
        Slicing slicing = Slicing.of(spec.windows());
        return spec.windows() instanceof WindowAssigner.ProcessingTime
                ? new ProcessingTimeWindowOperator(spec, slicing, folder, slices, kind, context)
                : new EventTimeWindowOperator(spec, slicing, folder, slices, kind, context);
    }
}
