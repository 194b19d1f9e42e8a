package dev.sluice.runtime.operator;

import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.StateBinder;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.state.ValueState;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a function's declared state its storage: one entry in the store for each state and key. */
final class BoundState implements StateBinder {
    private final KeyedStateStore store;
    private final KeyCursor key;
    private final Sharing sharing;

    BoundState(KeyedStateStore store, KeyCursor key, Sharing sharing) {
        this.store = store;
        this.key = key;
        this.sharing = sharing;
    }

    @Override
    public <V> ValueState<V> value(StateDeclaration declaration) {
        KeyedValues<V> values =
                store.<V>values(declaration.name(), ValueType.serialized()).at(Namespaces.DEFAULT);
        return new Value<>(values, key, sharing);
    }

    @Override
    public <E> ListState<E> list(StateDeclaration declaration) {
        KeyedValues<List<E>> values = store.<List<E>>values(declaration.name(), ValueType.serialized())
                .at(Namespaces.DEFAULT);
        return new Elements<>(values, key, sharing);
    }

    @Override
    public <K, V> MapState<K, V> map(StateDeclaration declaration) {
        KeyedValues<Map<K, V>> values = store.<Map<K, V>>values(declaration.name(), ValueType.serialized())
                .at(Namespaces.DEFAULT);
        return new Entries<>(values, key, sharing);
    }

    private record Value<V>(KeyedValues<V> values, KeyCursor key, Sharing sharing) implements ValueState<V> {
        @Override
        public @Nullable V value() {
            return values.get(key);
        }

        @Override
        public void update(V value) {
            // What is already the state's own needs no copy: the usual read, change, update.
            values.put(key, values.get(key) == value ? value : sharing.own(value));
        }

        @Override
        public void clear() {
            values.remove(key);
        }
    }

    private record Elements<E>(KeyedValues<List<E>> values, KeyCursor key, Sharing sharing) implements ListState<E> {
        @Override
        public List<E> get() {
            List<E> list = values.get(key);
            return list == null ? List.of() : Collections.unmodifiableList(list);
        }

        @Override
        public void add(E element) {
            List<E> list = values.get(key);
            if (list == null) {
                list = new ArrayList<>();
            }
            list.add(sharing.own(element));
            values.put(key, list);
        }

        @Override
        public void update(List<E> elements) {
            if (elements.isEmpty()) {
                clear();
                return;
            }
            List<E> list = new ArrayList<>(elements);
            list.replaceAll(sharing::own);
            values.put(key, list);
        }

        @Override
        public void clear() {
            values.remove(key);
        }
    }

    private record Entries<K, V>(KeyedValues<Map<K, V>> values, KeyCursor key, Sharing sharing)
            implements MapState<K, V> {
        @Override
        public @Nullable V get(K name) {
            return entries().get(name);
        }

        @Override
        public void put(K name, V value) {
            Map<K, V> map = values.get(key);
            if (map == null) {
                map = new LinkedHashMap<>();
            }
            map.put(sharing.own(name), sharing.own(value));
            values.put(key, map);
        }

        @Override
        public void remove(K name) {
            Map<K, V> map = values.get(key);
            if (map != null && map.remove(name) != null) {
                if (map.isEmpty()) {
                    values.remove(key);
                } else {
                    values.put(key, map);
                }
            }
        }

        @Override
        public boolean contains(K name) {
            return entries().containsKey(name);
        }

        @Override
        public Map<K, V> entries() {
            Map<K, V> map = values.get(key);
            return map == null ? Map.of() : Collections.unmodifiableMap(map);
        }

        @Override
        public boolean isEmpty() {
            return values.get(key) == null;
        }

        @Override
        public void clear() {
            values.remove(key);
        }
    }
}
