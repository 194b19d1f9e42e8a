package dev.sluice.api;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.ReduceFunction;
import dev.sluice.api.graph.DefinitionException;
import dev.sluice.api.graph.Finish;
import dev.sluice.api.graph.Fold;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.api.window.Combined2;
import dev.sluice.api.window.Combined3;
import dev.sluice.api.window.Evictor;
import dev.sluice.api.window.Evictors;
import dev.sluice.api.window.ProcessWindowFunction;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.WindowFunction;
import dev.sluice.api.window.WindowResultFunction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A keyed stream cut into windows, of event time unless it says otherwise. A window fires when the watermark passes its
 * end, before that watermark goes on; its results carry the timestamp {@code end - 1}. It lives on for the allowed
 * lateness and fires again for each record that is late but allowed.
 *
 * @param <K> the type of the key
 * @param <T> the type of the records
 */
public final class WindowedStream<K, T> {
    private final KeyedStream<K, T> keyed;
    private final WindowAssigner windows;
    private final long lateness;
    private final @Nullable OutputTag<T> lateTag;
    private final @Nullable Trigger<? super T> trigger;
    private final @Nullable Evictor<? super T> evictor;

    private WindowedStream(
            KeyedStream<K, T> keyed,
            WindowAssigner windows,
            long lateness,
            @Nullable OutputTag<T> lateTag,
            @Nullable Trigger<? super T> trigger,
            @Nullable Evictor<? super T> evictor) {
        this.keyed = keyed;
        this.windows = windows;
        this.lateness = lateness;
        this.lateTag = lateTag;
        this.trigger = trigger;
        this.evictor = evictor;
    }

    static <K, T> WindowedStream<K, T> of(KeyedStream<K, T> keyed, WindowAssigner windows) {
        Evictor<T> last = windows instanceof WindowAssigner.Count count && count.size() != count.slide()
                ? Evictors.count(count.size())
                : null;
        return new WindowedStream<>(keyed, windows, 0, null, null, last);
    }

    /**
     * @param allowed how long a window lives on after the watermark has passed its end
     * @return the windows with that lateness
     * @throws IllegalArgumentException if it is negative, or the windows are not of event time, so that nothing is late
     */
    public WindowedStream<K, T> allowedLateness(Duration allowed) {
        checkLateness(allowed, windows);
        return new WindowedStream<>(keyed, windows, allowed.toMillis(), lateTag, trigger, evictor);
    }

    /**
     * @param tag where records go for which no window lives any more; otherwise they are dropped and counted
     * @return the windows with that side output; read it with {@link DataStream#sideOutput} of the result
     */
    public WindowedStream<K, T> sideOutputLateData(OutputTag<T> tag) {
        return new WindowedStream<>(keyed, windows, lateness, tag, trigger, evictor);
    }

    /**
     * @param decides when a window fires, instead of what does by default: its end (windows of time), its count (count
     *     windows), nothing (the global window)
     * @return the windows with that trigger
     * @throws IllegalArgumentException if sessions get a trigger that cannot follow windows that merge
     */
    public WindowedStream<K, T> trigger(Trigger<? super T> decides) {
        checkTrigger(decides, windows);
        return new WindowedStream<>(keyed, windows, lateness, lateTag, decides, evictor);
    }

    /**
     * @param removes takes records out of a window when it fires; the window then keeps all its records
     * @return the windows with that evictor
     */
    public WindowedStream<K, T> evictor(Evictor<? super T> removes) {
        return new WindowedStream<>(keyed, windows, lateness, lateTag, trigger, removes);
    }

    /**
     * @param function combines what was reduced so far with the next record
     * @return one record for each key and window
     */
    public DataStream<T> reduce(ReduceFunction<T> function) {
        return fire(new Fold.Reduce(function), new Finish.Plain());
    }

    /**
     * @param function combines what was reduced so far with the next record
     * @param finish turns a window's record into results
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> reduce(ReduceFunction<T> function, WindowFunction<? super K, T, R> finish) {
        return fire(new Fold.Reduce(function), new Finish.Apply(finish));
    }

    /**
     * @param function combines what was reduced so far with the next record
     * @param finish turns a window's record into results, with state
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> reduce(ReduceFunction<T> function, ProcessWindowFunction<? super K, T, R> finish) {
        return fire(new Fold.Reduce(function), new Finish.Process(finish));
    }

    /**
     * @param function folds the records of a key and window
     * @param <R> the type of its result
     * @return one result for each key and window
     */
    public <R> DataStream<R> aggregate(AggregateFunction<? super T, ?, R> function) {
        return fire(new Fold.Aggregate(function), new Finish.Plain());
    }

    /**
     * @param function folds the records of a key and window
     * @param result makes a result of the window, the key and the aggregate
     * @param <A> the type of the aggregate's result
     * @param <R> the type of the results
     * @return one result for each key and window
     */
    public <A, R> DataStream<R> aggregate(
            AggregateFunction<? super T, ?, A> function, WindowResultFunction<? super K, ? super A, R> result) {
        return fire(new Fold.Aggregate(function), new Finish.Result(result));
    }

    /**
     * @param function two aggregates
     * @param result makes a result of the window, the key and both
     * @param <A> the first one's result
     * @param <B> the second one's result
     * @param <R> the type of the results
     * @return one result for each key and window
     */
    public <A, B, R> DataStream<R> aggregate(
            Combined2<T, A, B> function, Combined2.WindowResult<? super K, ? super A, ? super B, R> result) {
        WindowResultFunction<K, Combined2.Results<A, B>, R> all =
                (window, key, results) -> result.apply(window, key, results.a(), results.b());
        return aggregate(function, all);
    }

    /**
     * @param function three aggregates
     * @param result makes a result of the window, the key and all three
     * @param <A> the first one's result
     * @param <B> the second one's result
     * @param <C> the third one's result
     * @param <R> the type of the results
     * @return one result for each key and window
     */
    public <A, B, C, R> DataStream<R> aggregate(
            Combined3<T, A, B, C> function,
            Combined3.WindowResult<? super K, ? super A, ? super B, ? super C, R> result) {
        WindowResultFunction<K, Combined3.Results<A, B, C>, R> all =
                (window, key, results) -> result.apply(window, key, results.a(), results.b(), results.c());
        return aggregate(function, all);
    }

    /**
     * @param function folds the records of a key and window
     * @param finish turns the aggregate's result into results
     * @param <A> the type of the aggregate's result
     * @param <R> the type of the results
     * @return the results
     */
    public <A, R> DataStream<R> aggregateAndApply(
            AggregateFunction<? super T, ?, A> function, WindowFunction<? super K, A, R> finish) {
        return fire(new Fold.Aggregate(function), new Finish.Apply(finish));
    }

    /**
     * @param function folds the records of a key and window
     * @param finish turns the aggregate's result into results, with state
     * @param <A> the type of the aggregate's result
     * @param <R> the type of the results
     * @return the results
     */
    public <A, R> DataStream<R> aggregate(
            AggregateFunction<? super T, ?, A> function, ProcessWindowFunction<? super K, A, R> finish) {
        return fire(new Fold.Aggregate(function), new Finish.Process(finish));
    }

    /**
     * Keeps all records of a window until it is over; prefer an aggregate where one will do.
     *
     * @param finish turns the records of a window into results
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> apply(WindowFunction<? super K, T, R> finish) {
        return fire(new Fold.Elements(), new Finish.Apply(finish));
    }

    /**
     * Keeps all records of a window until it is over; prefer an aggregate where one will do.
     *
     * @param finish turns the records of a window into results, with state
     * @param <R> the type of the results
     * @return the results
     */
    public <R> DataStream<R> process(ProcessWindowFunction<? super K, T, R> finish) {
        return fire(new Fold.Elements(), new Finish.Process(finish));
    }

    private <R> DataStream<R> fire(Fold fold, Finish finish) {
        if (windows.merges()
                && finish instanceof Finish.Process process
                && !process.function().declaredWindowState().declarations().isEmpty()) {
            throw new DefinitionException(
                    "sessions merge, and " + process.function().getClass().getName()
                            + " keeps state by window, which cannot: keep it by key, or in the aggregate");
        }
        Trigger<? super T> fires = trigger;
        if (fires == null && windows instanceof WindowAssigner.Count count) {
            Trigger<T> each = Triggers.count(count.slide()); // a new one for each operator
            fires = count.size() == count.slide() ? Triggers.purging(each) : each;
        }
        return keyed.then(new OperatorSpec.WindowSpec(windows, fold, finish, lateness, lateTag, fires, evictor));
    }

    static void checkLateness(Duration allowed, WindowAssigner windows) {
        if (allowed.isNegative()) {
            throw new IllegalArgumentException("the allowed lateness must not be negative, but is " + allowed);
        }
        if (!windows.isOfEventTime()) {
            throw new IllegalArgumentException("only windows of event time have an allowed lateness: no record is late"
                    + " for those of processing time, global or count windows");
        }
    }

    static void checkTrigger(Trigger<?> decides, WindowAssigner windows) {
        if (windows.merges() && !decides.canMerge()) {
            throw new IllegalArgumentException("sessions merge, and the trigger " + decides
                    + " cannot follow: override canMerge() and onMerge(), or take other windows");
        }
    }
}
