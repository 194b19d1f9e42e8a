package dev.sluice.api.function;

import dev.sluice.api.state.DeclaredState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ValueState;

/**
 * A function that keeps state for each key. State is declared in field initializers or the constructor, so that what a
 * job keeps is known before it runs:
 *
 * <pre>{@code
 * private final ValueState<Long> count = valueState("count", Long.class);
 * }</pre>
 */
public abstract class StatefulFunction {
    private final DeclaredState state = new DeclaredState();

    /** Declares nothing by itself. */
    protected StatefulFunction() {}

    /**
     * Called once on each subtask before the first record.
     *
     * @param task where the function runs
     * @throws Exception whatever makes it impossible to start; it fails the attempt
     */
    public void open(TaskInfo task) throws Exception {}

    /**
     * Called once when the subtask ends, after a failure too.
     *
     * @throws Exception logged, never fatal
     */
    public void close() throws Exception {}

    /** @return what the function declared; for the engine */
    public final DeclaredState declaredState() {
        return state;
    }

    /**
     * @param name unique within the function
     * @param type the type of the value
     * @param <V> the type of the value
     * @return one value for each key
     */
    protected final <V> ValueState<V> valueState(String name, Class<V> type) {
        return state.value(name, type);
    }

    /**
     * @param name unique within the function
     * @param type the type of the elements
     * @param <E> the type of the elements
     * @return a list for each key
     */
    protected final <E> ListState<E> listState(String name, Class<E> type) {
        return state.list(name, type);
    }

    /**
     * @param name unique within the function
     * @param keyType the type of the map's keys
     * @param valueType the type of the map's values
     * @param <MK> the type of the map's keys
     * @param <MV> the type of the map's values
     * @return a map for each key
     */
    protected final <MK, MV> MapState<MK, MV> mapState(String name, Class<MK> keyType, Class<MV> valueType) {
        return state.map(name, keyType, valueType);
    }
}
