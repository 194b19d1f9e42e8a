package dev.sluice.api.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state that one function declares. The handles given out are empty shells until the engine {@linkplain #bind
 * binds} them on a subtask; using one before is an error that says so.
 */
public final class DeclaredState {
    private final List<StateDeclaration> declarations = new ArrayList<>();
    private final List<Handle> handles = new ArrayList<>();

    /**
     * @param name the state's name, unique within the function
     * @param type the type of the value
     * @param <V> the type of the value
     * @return a handle
     */
    public <V> ValueState<V> value(String name, Class<V> type) {
        return declare(new ValueHandle<>(new StateDeclaration(name, StateDeclaration.Kind.VALUE, type, null)));
    }

    /**
     * @param name the state's name, unique within the function
     * @param type the type of the elements
     * @param <E> the type of the elements
     * @return a handle
     */
    public <E> ListState<E> list(String name, Class<E> type) {
        return declare(new ListHandle<>(new StateDeclaration(name, StateDeclaration.Kind.LIST, type, null)));
    }

    /**
     * @param name the state's name, unique within the function
     * @param keyType the type of the map's keys
     * @param valueType the type of the map's values
     * @param <K> the type of the map's keys
     * @param <V> the type of the map's values
     * @return a handle
     */
    public <K, V> MapState<K, V> map(String name, Class<K> keyType, Class<V> valueType) {
        return declare(new MapHandle<>(new StateDeclaration(name, StateDeclaration.Kind.MAP, valueType, keyType)));
    }

    /** @return what was declared, in order */
    public List<StateDeclaration> declarations() {
        return List.copyOf(declarations);
    }

    /**
     * @param name one of the {@link #declarations()}
     * @return the handle that the function was given
     */
    public Object handle(String name) {
        return handles.stream()
                .filter(handle -> handle.declaration().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state \"" + name + "\" is declared"));
    }

    /** @param binder gives each declared state its storage */
    public void bind(StateBinder binder) {
        handles.forEach(handle -> handle.bind(binder));
    }

    private <H extends Handle> H declare(H handle) {
        StateDeclaration declaration = handle.declaration();
        if (declarations.stream().anyMatch(d -> d.name().equals(declaration.name()))) {
            throw new IllegalArgumentException(
                    "state \"" + declaration.name() + "\" is declared twice in one function: give each its own name");
        }
        declarations.add(declaration);
        handles.add(handle);
        return handle;
    }

    private static <S> S bound(@Nullable S state, StateDeclaration declaration) {
        if (state == null) {
            throw new IllegalStateException("state \"" + declaration.name()
                    + "\" was used before the job runs: use it only while a record or timer is processed");
        }
        return state;
    }

    private interface Handle {
        StateDeclaration declaration();

        void bind(StateBinder binder);
    }

    private static final class ValueHandle<V> implements ValueState<V>, Handle {
        private final StateDeclaration declaration;
        private @Nullable ValueState<V> state;

        ValueHandle(StateDeclaration declaration) {
            this.declaration = declaration;
        }

        @Override
        public StateDeclaration declaration() {
            return declaration;
        }

        @Override
        public void bind(StateBinder binder) {
            state = binder.value(declaration);
        }

        @Override
        public @Nullable V value() {
            return bound(state, declaration).value();
        }

        @Override
        public void update(V value) {
            bound(state, declaration).update(value);
        }

        @Override
        public void clear() {
            bound(state, declaration).clear();
        }
    }

    private static final class ListHandle<E> implements ListState<E>, Handle {
        private final StateDeclaration declaration;
        private @Nullable ListState<E> state;

        ListHandle(StateDeclaration declaration) {
            this.declaration = declaration;
        }

        @Override
        public StateDeclaration declaration() {
            return declaration;
        }

        @Override
        public void bind(StateBinder binder) {
            state = binder.list(declaration);
        }

        @Override
        public List<E> get() {
            return bound(state, declaration).get();
        }

        @Override
        public void add(E element) {
            bound(state, declaration).add(element);
        }

        @Override
        public void update(List<E> elements) {
            bound(state, declaration).update(elements);
        }

        @Override
        public void clear() {
            bound(state, declaration).clear();
        }
    }

    private static final class MapHandle<K, V> implements MapState<K, V>, Handle {
        private final StateDeclaration declaration;
        private @Nullable MapState<K, V> state;

        MapHandle(StateDeclaration declaration) {
            this.declaration = declaration;
        }

        @Override
        public StateDeclaration declaration() {
            return declaration;
        }

        @Override
        public void bind(StateBinder binder) {
            state = binder.map(declaration);
        }

        @Override
        public @Nullable V get(K key) {
            return bound(state, declaration).get(key);
        }

        @Override
        public void put(K key, V value) {
            bound(state, declaration).put(key, value);
        }

        @Override
        public void remove(K key) {
            bound(state, declaration).remove(key);
        }

        @Override
        public boolean contains(K key) {
            return bound(state, declaration).contains(key);
        }

        @Override
        public Map<K, V> entries() {
            return bound(state, declaration).entries();
        }

        @Override
        public boolean isEmpty() {
            return bound(state, declaration).isEmpty();
        }

        @Override
        public void clear() {
            bound(state, declaration).clear();
        }
    }
}
