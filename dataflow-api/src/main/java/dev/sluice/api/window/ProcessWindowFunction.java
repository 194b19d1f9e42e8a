package dev.sluice.api.window;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.StatefulFunction;
import dev.sluice.api.state.DeclaredState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ValueState;

/**
 * Turns what a window holds into results when it fires, with state: what is declared by {@link #valueState} and its
 * like is the key's, over all its windows; what is declared by {@link #windowValueState} and its like is the one
 * window's, and goes with it. Where neither is needed, a {@link WindowFunction} is shorter.
 *
 * <pre>{@code
 * private final ValueState<Long> total = valueState("total", Long.class);
 * private final ValueState<Integer> firings = windowValueState("firings", Integer.class);
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
     * @param elements what the window holds, in order of arrival; where windows overlap, slice by slice, and where
     *     sessions have merged, session by session
     * @param out where the results go; they carry the timestamp of the window's last millisecond, those of a global
     *     window that of the record or timer that made it fire
     * @throws Exception fails the attempt, with the operator and the key named
     */
    public abstract void process(K key, Context context, Iterable<I> elements, Collector<O> out) throws Exception;

    /**
     * A window is dropped, purged or not. Its own state can still be read, and is gone afterwards. Not called for
     * windows without an end, nor for sessions that have become part of another. Overriding this makes windows slower,
     * as state by window does.
     *
     * @param context the window and its surroundings, valid during the call
     * @throws Exception fails the attempt, with the operator and the key named
     */
    public void clear(Context context) throws Exception {}

    /**
     * @param name unique among the function's states by window
     * @param type the type of the value
     * @param <V> the type of the value
     * @return one value for each window of each key
     */
    protected final <V> ValueState<V> windowValueState(String name, Class<V> type) {
        return windowState.value(name, type, null);
    }

    /**
     * @param name unique among the function's states by window
     * @param type the type of the elements
     * @param <E> the type of the elements
     * @return a list for each window of each key
     */
    protected final <E> ListState<E> windowListState(String name, Class<E> type) {
        return windowState.list(name, type, null);
    }

    /**
     * @param name unique among the function's states by window
     * @param keyType the type of the map's keys
     * @param valueType the type of the map's values
     * @param <MK> the type of the map's keys
     * @param <MV> the type of the map's values
     * @return a map for each window of each key
     */
    protected final <MK, MV> MapState<MK, MV> windowMapState(String name, Class<MK> keyType, Class<MV> valueType) {
        return windowState.map(name, keyType, valueType, null);
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
