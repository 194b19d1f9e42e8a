package dev.sluice.api.window;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.StatefulFunction;
import dev.sluice.api.state.DeclaredState;

/**
 * Turns what a window holds into results when it fires, with state: what is declared by {@link #valueState} and its
 * like is the key's, over all its windows; what is declared by {@link #windowState} is the one window's, and goes with
 * it. Where neither is needed, a {@link WindowFunction} is shorter.
 *
 * <pre>{@code
 * private final ValueState<Long> total = valueState("total", Long.class);
 * private final ValueState<Integer> firings = windowState().value("firings", Integer.class);
 * }</pre>
 *
 * @param <K> the type of the key
 * @param <I> the type of the elements: the window's records, or the one result of an incremental aggregate
 * @param <O> the type of the results
 */
public abstract class ProcessWindowFunction<K, I, O> extends StatefulFunction {
    private final DeclaredState windowState = new DeclaredState();

    /** Declares nothing by itself. */
    protected ProcessWindowFunction() {}

    /**
     * @param key the key
     * @param context the window and its surroundings, valid during the call
     * @param elements what the window holds, in order of arrival
     * @param out where the results go; they carry the timestamp of the window's last millisecond
     * @throws Exception fails the attempt, with the operator and the key named
     */
    public abstract void process(K key, Context context, Iterable<I> elements, Collector<O> out) throws Exception;

    /**
     * A window is dropped, purged or not. Its own state can still be read, and is gone afterwards. Called only where
     * the function declared such state.
     *
     * @param context the window and its surroundings, valid during the call
     * @throws Exception fails the attempt, with the operator and the key named
     */
    public void clear(Context context) throws Exception {}

    /** @return where state is declared that each window of each key has for itself */
    protected final DeclaredState windowState() {
        return windowState;
    }

    /** @return the state that was declared by window; for the engine */
    public final DeclaredState declaredWindowState() {
        return windowState;
    }

    /** What surrounds a window that fires. */
    public interface Context {

        /** @return the window */
        Window window();

        /** @return the operator's event time: the watermark that fires, if one does */
        long currentWatermark();

        /** @return the wall clock in epoch milliseconds */
        long currentProcessingTime();

        /**
         * Emits to a side output, with the timestamp of the main output.
         *
         * @param tag which
         * @param record what
         * @param <X> the type of the side output
         */
        <X> void output(OutputTag<X> tag, X record);
    }
}
