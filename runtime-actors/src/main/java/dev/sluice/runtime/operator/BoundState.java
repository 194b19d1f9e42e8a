package dev.sluice.runtime.operator;

import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.StateBinder;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.state.ValueState;
import dev.sluice.persistence.state.Sharing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a function's declared state its storage: one cell for each state. */
final class BoundState implements StateBinder {
    private final StateCells cells;
    private final Sharing sharing;

    BoundState(StateCells cells, Sharing sharing) {
        this.cells = cells;
        this.sharing = sharing;
    }

    @Override
    public <V> ValueState<V> value(StateDeclaration declaration) {
        return new Value<>(declaration.name(), cells.cell(declaration), sharing);
    }

    @Override
    public <E> ListState<E> list(StateDeclaration declaration) {
        return new Elements<>(declaration.name(), cells.cell(declaration), sharing);
    }

    @Override
    public <K, V> MapState<K, V> map(StateDeclaration declaration) {
        return new Entries<>(declaration.name(), cells.cell(declaration), sharing);
    }

    private static void notNull(@Nullable Object value, String state, String fix) {
        if (value == null) {
            throw new NullPointerException("state \"" + state + "\" cannot hold null: " + fix);
        }
    }

    private record Value<V>(String name, StateCell<V> cell, Sharing sharing) implements ValueState<V> {
        @Override
        public @Nullable V value() {
            return cell.get();
        }

        @Override
        public void update(V value) {
            // What is already the state's own needs no copy: the usual read, change, update.
            notNull(value, name, "use clear() to remove it");
            cell.put(cell.get() == value ? value : sharing.own(value));
        }

        @Override
        public void clear() {
            cell.remove();
        }
    }

    private record Elements<E>(String name, StateCell<List<E>> cell, Sharing sharing) implements ListState<E> {
        @Override
        public List<E> get() {
            List<E> list = cell.get();
            return list == null ? List.of() : Collections.unmodifiableList(list);
        }

        @Override
        public void add(E element) {
            notNull(element, name, "leave it out");
            List<E> list = cell.get();
            if (list == null) {
                list = new ArrayList<>();
            }
            list.add(sharing.own(element));
            cell.put(list);
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
            cell.put(list);
        }

        @Override
        public void clear() {
            cell.remove();
        }
    }

    private record Entries<K, V>(String name, StateCell<Map<K, V>> cell, Sharing sharing) implements MapState<K, V> {
        @Override
        public @Nullable V get(K entry) {
            return entries().get(entry);
        }

        @Override
        public void put(K entry, V value) {
            notNull(entry, name, "use a key of its own for what has none");
            notNull(value, name, "use remove() to remove an entry");
            Map<K, V> map = cell.get();
            if (map == null) {
                map = new LinkedHashMap<>();
            }
            map.put(sharing.own(entry), sharing.own(value));
            cell.put(map);
        }

        @Override
        public void remove(K entry) {
            Map<K, V> map = cell.get();
            if (map != null && map.remove(entry) != null) {
                if (map.isEmpty()) {
                    cell.remove();
                } else {
                    cell.put(map);
                }
            }
        }

        @Override
        public boolean contains(K entry) {
            return entries().containsKey(entry);
        }

        @Override
        public Map<K, V> entries() {
            Map<K, V> map = cell.get();
            return map == null ? Map.of() : Collections.unmodifiableMap(map);
        }

        @Override
        public boolean isEmpty() {
            return cell.get() == null;
        }

        @Override
        public void clear() {
            cell.remove();
        }
    }
}
