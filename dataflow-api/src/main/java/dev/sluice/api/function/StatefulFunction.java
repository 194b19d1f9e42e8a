package dev.sluice.api.function;

import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.DeclaredState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.types.TypeInference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final List<UserFunction> functions = new ArrayList<>();

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

    /** @return the functions of the state that was declared, which live as long as this one; for the engine */
    public final List<UserFunction> stateFunctions() {
        return List.copyOf(functions);
    }

    /**
     * @param name unique within the function
     * @param type the type of the value
     * @param <V> the type of the value
     * @return one value for each key
     */
    protected final <V> ValueState<V> valueState(String name, Class<V> type) {
        return state.value(name, type, null);
    }

    /**
     * @param name unique within the function
     * @param type the type of the value
     * @param ttl how long it lives
     * @param <V> the type of the value
     * @return one value for each key
     */
    protected final <V> ValueState<V> valueState(String name, Class<V> type, StateTtl ttl) {
        return state.value(name, type, ttl);
    }

    /**
     * @param name unique within the function
     * @param type the type of the elements
     * @param <E> the type of the elements
     * @return a list for each key
     */
    protected final <E> ListState<E> listState(String name, Class<E> type) {
        return state.list(name, type, null);
    }

    /**
     * @param name unique within the function
     * @param type the type of the elements
     * @param ttl how long each element lives
     * @param <E> the type of the elements
     * @return a list for each key
     */
    protected final <E> ListState<E> listState(String name, Class<E> type, StateTtl ttl) {
        return state.list(name, type, ttl);
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
        return state.map(name, keyType, valueType, null);
    }

    /**
     * @param name unique within the function
     * @param keyType the type of the map's keys
     * @param valueType the type of the map's values
     * @param ttl how long each entry lives
     * @param <MK> the type of the map's keys
     * @param <MV> the type of the map's values
     * @return a map for each key
     */
    protected final <MK, MV> MapState<MK, MV> mapState(
            String name, Class<MK> keyType, Class<MV> valueType, StateTtl ttl) {
        return state.map(name, keyType, valueType, ttl);
    }

    /**
     * @param name unique within the function
     * @param function reduces what is added; opened and closed with this function
     * @param type the type of the value
     * @param <V> the type of the value
     * @return one reduced value for each key
     */
    protected final <V> ReducingState<V> reducingState(String name, ReduceFunction<V> function, Class<V> type) {
        return reducing(name, function, type, null);
    }

    /**
     * @param name unique within the function
     * @param function reduces what is added; opened and closed with this function
     * @param type the type of the value
     * @param ttl how long it lives; adding to it begins that anew
     * @param <V> the type of the value
     * @return one reduced value for each key
     */
    protected final <V> ReducingState<V> reducingState(
            String name, ReduceFunction<V> function, Class<V> type, StateTtl ttl) {
        return reducing(name, function, type, ttl);
    }

    /**
     * @param name unique within the function
     * @param function folds what is added; opened and closed with this function
     * @param <I> the type of what is added
     * @param <R> the type of the result
     * @return one accumulator for each key
     */
    protected final <I, R> AggregatingState<I, R> aggregatingState(
            String name, AggregateFunction<? super I, ?, R> function) {
        return aggregating(name, function, null);
    }

    /**
     * @param name unique within the function
     * @param function folds what is added; opened and closed with this function
     * @param ttl how long it lives; adding to it begins that anew
     * @param <I> the type of what is added
     * @param <R> the type of the result
     * @return one accumulator for each key
     */
    protected final <I, R> AggregatingState<I, R> aggregatingState(
            String name, AggregateFunction<? super I, ?, R> function, StateTtl ttl) {
        return aggregating(name, function, ttl);
    }

    private <V> ReducingState<V> reducing(
            String name, ReduceFunction<V> function, Class<V> type, @Nullable StateTtl ttl) {
        functions.add(function);
        return state.reducing(name, new ReducingFold<>(function), type, ttl);
    }

    private <I, A, R> AggregatingState<I, R> aggregating(
            String name, AggregateFunction<? super I, A, R> function, @Nullable StateTtl ttl) {
        functions.add(function);
        Class<?> accumulator = TypeInference.typeArgument(function.getClass(), AggregateFunction.class, 1)
                .flatMap(TypeInference::erased)
                .orElse(Object.class);
        return state.aggregating(name, new AggregatingFold<>(function), accumulator, ttl);
    }
}
