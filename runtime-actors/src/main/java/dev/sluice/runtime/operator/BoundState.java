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
        return new Value<>(declaration.name(), values, key, sharing);
    }

    @Override
    public <E> ListState<E> list(StateDeclaration declaration) {
        KeyedValues<List<E>> values = store.<List<E>>values(declaration.name(), ValueType.serialized())
                .at(Namespaces.DEFAULT);
        return new Elements<>(declaration.name(), values, key, sharing);
    }

    @Override
    public <K, V> MapState<K, V> map(StateDeclaration declaration) {
        KeyedValues<Map<K, V>> values = store.<Map<K, V>>values(declaration.name(), ValueType.serialized())
                .at(Namespaces.DEFAULT);
        return new Entries<>(declaration.name(), values, key, sharing);
    }

    private static void notNull(@Nullable Object value, String state, String fix) {
        if (value == null) {
            throw new NullPointerException("state \"" + state + "\" cannot hold null: " + fix);
        }
    }

    private record Value<V>(String name, KeyedValues<V> values, KeyCursor key, Sharing sharing)
            implements ValueState<V> {
        @Override
        public @Nullable V value() {
            return values.get(key.required());
        }

        @Override
        public void update(V value) {
            // What is already the state's own needs no copy: the usual read, change, update.
            notNull(value, name, "use clear() to remove it");
            values.put(key, values.get(key.required()) == value ? value : sharing.own(value));
        }

        @Override
        public void clear() {
            values.remove(key.required());
        }
    }

    private record Elements<E>(String name, KeyedValues<List<E>> values, KeyCursor key, Sharing sharing)
            implements ListState<E> {
        @Override
        public List<E> get() {
            List<E> list = values.get(key.required());
            return list == null ? List.of() : Collections.unmodifiableList(list);
        }

        @Override
        public void add(E element) {
            notNull(element, name, "leave it out");
            List<E> list = values.get(key.required());
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
            list.forEach(element -> notNull(element, name, "leave it out"));
            list.replaceAll(sharing::own);
            values.put(key.required(), list);
        }

        @Override
        public void clear() {
            values.remove(key.required());
        }
    }

    private record Entries<K, V>(String name, KeyedValues<Map<K, V>> values, KeyCursor key, Sharing sharing)
            implements MapState<K, V> {
        @Override
        public @Nullable V get(K entry) {
            return entries().get(entry);
        }

        @Override
        public void put(K entry, V value) {
            notNull(entry, name, "use a key of its own for what has none");
            notNull(value, name, "use remove() to remove an entry");
            Map<K, V> map = values.get(key.required());
            if (map == null) {
                map = new LinkedHashMap<>();
            }
            map.put(sharing.own(entry), sharing.own(value));
            values.put(key, map);
        }

        @Override
        public void remove(K entry) {
            Map<K, V> map = values.get(key.required());
            if (map != null && map.remove(entry) != null) {
                if (map.isEmpty()) {
                    values.remove(key);
                } else {
                    values.put(key, map);
                }
            }
        }

        @Override
        public boolean contains(K entry) {
            return entries().containsKey(entry);
        }

        @Override
        public Map<K, V> entries() {
            Map<K, V> map = values.get(key.required());
            return map == null ? Map.of() : Collections.unmodifiableMap(map);
        }

        @Override
        public boolean isEmpty() {
            return values.get(key.required()) == null;
        }

        @Override
        public void clear() {
            values.remove(key.required());
        }
    }
}
