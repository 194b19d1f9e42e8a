package dev.sluice.runtime.operator;

import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.StateBinder;
import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.state.StateFold;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.persistence.state.Sharing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives a function's declared state its storage: one cell for each state. */
class BoundState implements StateBinder {
    private final StateCells cells;
    private final Sharing sharing;
    private final @Nullable StateTime time;

    /** State that does not expire. */
    BoundState(StateCells cells, Sharing sharing) {
        this.cells = cells;
        this.sharing = sharing;
        time = null;
    }

    /** @param time by which state expires */
    BoundState(StateCells cells, Sharing sharing, StateTime time) {
        this.cells = cells;
        this.sharing = sharing;
        this.time = time;
    }

    @Override
    public final <V> ValueState<V> value(StateDeclaration declaration) {
        return new Value<>(StateType.ofValue(declaration), whole(declaration), sharing);
    }

    @Override
    public final <E> ListState<E> list(StateDeclaration declaration) {
        StateType<E> type = StateType.ofValue(declaration);
        StateTtl ttl = declaration.ttl();
        return ttl == null
                ? new Elements<>(type, cells.cell(declaration), sharing)
                : new ExpiringElements<>(type, cells.cell(declaration), expiry(ttl), sharing);
    }

    @Override
    public final <K, V> MapState<K, V> map(StateDeclaration declaration) {
        StateType<K> keyType = StateType.ofMapKey(declaration);
        StateType<V> type = StateType.ofValue(declaration);
        StateTtl ttl = declaration.ttl();
        return ttl == null
                ? new Entries<>(keyType, type, cells.cell(declaration), sharing)
                : new ExpiringEntries<>(keyType, type, cells.cell(declaration), expiry(ttl), sharing);
    }

    @Override
    public final <V> ReducingState<V> reducing(StateDeclaration declaration, StateFold<V, V, V> fold) {
        return new Reduced<>(StateType.ofValue(declaration), fold, whole(declaration), sharing);
    }

    @Override
    public final <I, A, R> AggregatingState<I, R> aggregating(StateDeclaration declaration, StateFold<I, A, R> fold) {
        return new Aggregated<>(new StateType<>(declaration.name(), null), fold, whole(declaration), sharing);
    }

    /** A cell of something that expires as a whole, if at all. */
    private <V> StateCell<V> whole(StateDeclaration declaration) {
        StateTtl ttl = declaration.ttl();
        return ttl == null ? cells.cell(declaration) : new ExpiringCell<>(cells.cell(declaration), expiry(ttl));
    }

    private Expiry expiry(StateTtl ttl) {
        return new Expiry(ttl, Objects.requireNonNull(time, "there is no time by which state expires"));
    }

    private record Value<V>(StateType<V> type, StateCell<V> cell, Sharing sharing) implements ValueState<V> {
        @Override
        public @Nullable V value() {
            return cell.get();
        }

        @Override
        public void update(V value) {
            // What is already the state's own needs no copy: the usual read, change, update.
            type.check(value, "use clear() to remove it");
            cell.put(sharing.isMutable(value) && cell.get() != value ? sharing.own(value) : value);
        }

        @Override
        public void clear() {
            cell.remove();
        }
    }

    private record Reduced<V>(StateType<V> type, StateFold<V, V, V> fold, StateCell<V> cell, Sharing sharing)
            implements ReducingState<V> {
        @Override
        public @Nullable V get() {
            return cell.get();
        }

        @Override
        public void add(V value) throws Exception {
            type.check(value, "leave it out");
            V sum = Folder.checked(fold.add(cell.get(), sharing.own(value)), "reduce");
            type.check(sum, "");
            cell.put(sum);
        }

        @Override
        public void clear() {
            cell.remove();
        }
    }

    private record Aggregated<I, A, R>(StateType<I> type, StateFold<I, A, R> fold, StateCell<A> cell, Sharing sharing)
            implements AggregatingState<I, R> {
        @Override
        public @Nullable R get() {
            A kept = cell.get();
            return kept == null ? null : resultOf(kept);
        }

        /** A result that is the accumulator itself is copied: that one goes on changing. */
        @SuppressWarnings("unchecked") // then it is both
        private R resultOf(A kept) {
            R result = Folder.checked(fold.result(kept), "result");
            if (result != kept) {
                return result;
            }
            A copy = fold.copy(kept);
            return (R) (copy == null ? sharing.own(kept) : copy);
        }

        @Override
        public void add(I value) throws Exception {
            type.check(value, "leave it out");
            cell.put(Folder.checked(fold.add(cell.get(), sharing.own(value)), "add"));
        }

        @Override
        public void clear() {
            cell.remove();
        }
    }

    private record Elements<E>(StateType<E> type, StateCell<List<E>> cell, Sharing sharing) implements ListState<E> {
        @Override
        public List<E> get() {
            List<E> list = cell.get();
            return list == null ? List.of() : Collections.unmodifiableList(list);
        }

        @Override
        public void add(E element) {
            type.check(element, "leave it out");
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
            list.forEach(element -> type.check(element, "leave it out"));
            list.replaceAll(sharing::own);
            cell.put(list);
        }

        @Override
        public void clear() {
            cell.remove();
        }
    }

    private record Entries<K, V>(StateType<K> keyType, StateType<V> type, StateCell<Map<K, V>> cell, Sharing sharing)
            implements MapState<K, V> {
        @Override
        public @Nullable V get(K entry) {
            return entries().get(entry);
        }

        @Override
        public void put(K entry, V value) {
            keyType.check(entry, "use a key of its own for what has none");
            type.check(value, "use remove() to remove an entry");
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
