package dev.sluice.api.graph;

import dev.sluice.api.async.AsyncOptions;
import dev.sluice.api.async.Requests;
import dev.sluice.api.connector.ReactiveSink;
import dev.sluice.api.connector.ReactiveSource;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.Source;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.FilterFunction;
import dev.sluice.api.function.FlatMapFunction;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.KeyedResultFunction;
import dev.sluice.api.function.MapFunction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.ReduceFunction;
import dev.sluice.api.function.StatefulFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.function.TimestampFunction;
import dev.sluice.api.join.ProcessJoinFunction;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.api.window.Evictor;
import dev.sluice.api.window.ProcessWindowFunction;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.WindowAssigner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operator does. */
public sealed interface OperatorSpec {

    /** @return whether it keeps state that a uid must address */
    default boolean stateful() {
        return false;
    }

    /** @return the state that its function declared */
    default List<StateDeclaration> declaredState() {
        return List.of();
    }

    /** @return the state that its function or trigger declared for each window */
    default List<StateDeclaration> declaredWindowState() {
        return List.of();
    }

    /** @return a word for names and pictures: map, window, sink... */
    default String label() {
        String name = getClass().getSimpleName();
        return name.substring(0, name.length() - "Spec".length())
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** @return how records get their event time here; null: they keep what they have */
    default @Nullable EventTime eventTime() {
        return null;
    }

    /** An operator that keeps state, so that it needs a uid. */
    sealed interface Stateful extends OperatorSpec {
        @Override
        default boolean stateful() {
            return true;
        }
    }

    /** An operator around a function that declares its state. */
    sealed interface OfStatefulFunction extends Stateful {

        /** @return the user's */
        StatefulFunction function();

        @Override
        default List<StateDeclaration> declaredState() {
            return function().declaredState().declarations();
        }
    }

    /**
     * How records get their timestamps.
     *
     * @param timestamp reads it off the record; null: the record has it from its source
     * @param watermarks how the watermark follows
     */
    record EventTime(@Nullable TimestampFunction<?> timestamp, WatermarkStrategy<?> watermarks) {

        /** @return what it amounts to, but for the code in its functions */
        String summary() {
            return (timestamp == null ? "source's " : "record's ") + watermarks.summary();
        }
    }

    /**
     * @param source what is read
     * @param eventTime timestamps given right at the source, split by split; null if there are none
     */
    record SourceSpec(Source<?> source, @Nullable EventTime eventTime) implements Stateful {}

    /** @param source what is subscribed to */
    record ReactiveSourceSpec(ReactiveSource<?> source) implements OperatorSpec {}

    /** @param function the user's */
    record MapSpec(MapFunction<?, ?> function) implements OperatorSpec {}

    /** @param function the user's */
    record FilterSpec(FilterFunction<?> function) implements OperatorSpec {}

    /** @param function the user's */
    record FlatMapSpec(FlatMapFunction<?, ?> function) implements OperatorSpec {}

    /** @param function the user's */
    record ProcessSpec(ProcessFunction<?, ?> function) implements OperatorSpec {}

    /** @param function the user's, with state of the subtask */
    record StatefulProcessSpec(StatefulProcessFunction<?, ?> function) implements OfStatefulFunction {}

    /**
     * @param requests what is asked for each record
     * @param options how
     */
    record AsyncSpec(Requests<?, ?, ?> requests, AsyncOptions<?> options) implements Stateful {}

    /** @param eventTime timestamps given behind the source */
    record EventTimeSpec(EventTime eventTime) implements OperatorSpec {}

    /** @param function the user's; emits each key's new value after each record */
    record ReduceSpec(ReduceFunction<?> function) implements Stateful {}

    /**
     * @param function the user's
     * @param finish makes the output, emitted after each record
     */
    record AggregateSpec(AggregateFunction<?, ?, ?> function, KeyedResultFunction<?, ?, ?> finish)
            implements Stateful {}

    /** @param function the user's */
    record KeyedProcessSpec(KeyedProcessFunction<?, ?, ?> function) implements OfStatefulFunction {}

    /** @param function the user's; input 0 is the keyed stream, input 1 the broadcast one */
    record BroadcastProcessSpec(KeyedBroadcastProcessFunction<?, ?, ?, ?> function) implements OfStatefulFunction {}

    /** @param function the user's; both inputs are keyed */
    record CoProcessSpec(KeyedCoProcessFunction<?, ?, ?, ?> function) implements OfStatefulFunction {}

    /**
     * Pairs of left records (input 0) and right records (input 1) whose times are near enough.
     *
     * @param lower how much later than the left record the right one is at least, milliseconds, inclusive
     * @param upper how much later it is at most, inclusive
     * @param function makes the results
     * @param lateLeft where left records go that are behind the watermark; null: dropped and counted
     * @param lateRight the same for right records
     */
    record IntervalJoinSpec(
            long lower,
            long upper,
            ProcessJoinFunction<?, ?, ?> function,
            @Nullable OutputTag<?> lateLeft,
            @Nullable OutputTag<?> lateRight)
            implements Stateful {}

    /**
     * @param windows which windows a record belongs to
     * @param fold what is kept of them
     * @param finish what is emitted
     * @param lateness how many milliseconds a window lives on after it has fired
     * @param lateTag where records go that are later than that; null: dropped and counted
     * @param trigger when it fires; null: as the windows do by themselves
     * @param evictor what is taken out before it fires; null: nothing
     */
    record WindowSpec(
            WindowAssigner windows,
            Fold fold,
            Finish finish,
            long lateness,
            @Nullable OutputTag<?> lateTag,
            @Nullable Trigger<?> trigger,
            @Nullable Evictor<?> evictor)
            implements Stateful {

        /** @return whether it fires as its windows do by themselves, and keeps nothing by window but the fold */
        public boolean isPlain() {
            return trigger == null
                    && evictor == null
                    && !(finish instanceof Finish.Process process && followsWindows(process.function()));
        }

        private static boolean followsWindows(ProcessWindowFunction<?, ?, ?> function) {
            try {
                return !function.declaredWindowState().declarations().isEmpty()
                        || function.getClass()
                                        .getMethod("clear", ProcessWindowFunction.Context.class)
                                        .getDeclaringClass()
                                != ProcessWindowFunction.class;
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e); // it is inherited
            }
        }

        /** @return how it keeps its windows, unless that follows from {@link #windows}: part of the fingerprint */
        String layout() {
            if (isPlain()) {
                return "";
            }
            return evictor == null ? " folded" : " kept";
        }

        /** @return the trigger with all that it asks, itself first; empty without a trigger */
        List<Trigger<?>> triggers() {
            List<Trigger<?>> all = new ArrayList<>();
            if (trigger != null) {
                collect(trigger, all);
            }
            return all;
        }

        private static void collect(Trigger<?> trigger, List<Trigger<?>> all) {
            all.add(trigger);
            trigger.children().forEach(child -> collect(child, all));
        }

        @Override
        public List<StateDeclaration> declaredState() {
            return finish instanceof Finish.Process process
                    ? process.function().declaredState().declarations()
                    : List.of();
        }

        @Override
        public List<StateDeclaration> declaredWindowState() {
            List<StateDeclaration> all = new ArrayList<>();
            if (finish instanceof Finish.Process process) {
                all.addAll(process.function().declaredWindowState().declarations());
            }
            triggers().forEach(one -> all.addAll(one.declaredState().declarations()));
            return all;
        }
    }

    /** @param sink what is written */
    record SinkSpec(Sink<?> sink) implements Stateful {}

    /** @param sink what is handed to */
    record ReactiveSinkSpec(ReactiveSink<?> sink) implements OperatorSpec {}
}
