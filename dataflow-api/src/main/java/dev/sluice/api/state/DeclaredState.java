package dev.sluice.api.state;

import dev.sluice.api.state.StateDeclaration.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state that one function declares. The handles given out are empty shells until the engine {@linkplain #bind
 * binds} them on a subtask; using one before is an error that says so.
 */
public final class DeclaredState {
    private final List<Handle<?>> handles = new ArrayList<>();

    /**
     * @param name the state's name, unique within the function
     * @param type the type of the value
     * @param ttl how long it lives; null: until it is removed
     * @param <V> the type of the value
     * @return a handle
     */
    public <V> ValueState<V> value(String name, Class<V> type, @Nullable StateTtl ttl) {
        return declare(new ValueHandle<>(StateDeclaration.of(name, Kind.VALUE, type, ttl)));
    }

    /**
     * @param name the state's name, unique within the function
     * @param type the type of the elements
     * @param ttl how long each element lives; null: until it is removed
     * @param <E> the type of the elements
     * @return a handle
     */
    public <E> ListState<E> list(String name, Class<E> type, @Nullable StateTtl ttl) {
        return declare(new ListHandle<>(StateDeclaration.of(name, Kind.LIST, type, ttl)));
    }

    /**
     * @param name the state's name, unique within the function
     * @param keyType the type of the map's keys
     * @param valueType the type of the map's values
     * @param ttl how long each entry lives; null: until it is removed
     * @param <K> the type of the map's keys
     * @param <V> the type of the map's values
     * @return a handle
     */
    public <K, V> MapState<K, V> map(String name, Class<K> keyType, Class<V> valueType, @Nullable StateTtl ttl) {
        return declare(new MapHandle<>(StateDeclaration.map(name, Kind.MAP, keyType, valueType, ttl)));
    }

    /**
     * @param name the state's name, unique within the function
     * @param fold the reduction
     * @param type the type of the value
     * @param ttl how long it lives; null: until it is removed
     * @param <V> the type of the value
     * @return a handle
     */
    public <V> ReducingState<V> reducing(String name, StateFold<V, V, V> fold, Class<V> type, @Nullable StateTtl ttl) {
        return declare(
                new ReducingHandle<>(new StateDeclaration(name, Kind.REDUCING, type, null, ttl, fold, null), fold));
    }

    /**
     * @param name the state's name, unique within the function
     * @param fold the aggregate
     * @param accumulatorType the type of the accumulator, {@code Object} if it is not known
     * @param ttl how long it lives; null: until it is removed
     * @param <I> the type of what is added
     * @param <A> the type of the accumulator
     * @param <R> the type of the result
     * @return a handle
     */
    public <I, A, R> AggregatingState<I, R> aggregating(
            String name, StateFold<I, A, R> fold, Class<?> accumulatorType, @Nullable StateTtl ttl) {
        return declare(new AggregatingHandle<>(
                new StateDeclaration(name, Kind.AGGREGATING, accumulatorType, null, ttl, fold, null), fold));
    }

    /**
     * @param name the state's name, unique within the function
     * @param keyType the type of the map's keys
     * @param valueType the type of the map's values
     * @param <K> the type of the map's keys
     * @param <V> the type of the map's values
     * @return a handle of a map that all subtasks keep alike
     */
    public <K, V> MapState<K, V> broadcast(String name, Class<K> keyType, Class<V> valueType) {
        return declare(new MapHandle<>(StateDeclaration.map(name, Kind.BROADCAST, keyType, valueType, null)));
    }

    /**
     * @param name the state's name, unique within the function
     * @param type the type of the elements
     * @param redistribution who gets them after a change of parallelism
     * @param <E> the type of the elements
     * @return a handle of a list of each subtask
     */
    public <E> ListState<E> operatorList(String name, Class<E> type, Redistribution redistribution) {
        return declare(new ListHandle<>(
                new StateDeclaration(name, Kind.OPERATOR_LIST, type, null, null, null, redistribution)));
    }

    /** @return what was declared, in order */
    public List<StateDeclaration> declarations() {
        return handles.stream().map(handle -> handle.declaration).toList();
    }

    /**
     * @param name one of the {@link #declarations()}
     * @return the handle that the function was given
     */
    public Object handle(String name) {
        return handles.stream()
                .filter(handle -> handle.declaration.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state \"" + name + "\" is declared"));
    }

    /** @param binder gives each declared state its storage */
    public void bind(StateBinder binder) {
        handles.forEach(handle -> handle.bind(binder));
    }

    private <H extends Handle<?>> H declare(H handle) {
        String name = handle.declaration.name();
        if (name.isEmpty() || name.startsWith("$") || name.equals("watermark")) {
            throw new IllegalArgumentException("state cannot be named \"" + name
                    + "\": give it a name that is not empty, does not begin with $ and is not \"watermark\"");
        }
        if (handles.stream().anyMatch(other -> other.declaration.name().equals(name))) {
            throw new IllegalArgumentException(
                    "state \"" + name + "\" is declared twice in one function: give each its own name");
        }
        handles.add(handle);
        return handle;
    }
}
