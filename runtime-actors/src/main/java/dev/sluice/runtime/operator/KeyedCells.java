package dev.sluice.runtime.operator;

import dev.sluice.api.state.StateDeclaration;
import dev.sluice.api.state.StateFold;
import dev.sluice.api.state.StateTtl;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Cells in the store of an operator: one entry for each state and key. */
final class KeyedCells implements StateCells {
    /** A sweep goes that far at least each time, so that it gets round where little comes. */
    private static final int LEAST_PLACES = 32;

    private final KeyedStateStore store;
    private final KeyCursor key;
    private final Sharing sharing;
    private final StateTime time;
    private final List<Expiring> expiring = new ArrayList<>();

    KeyedCells(KeyedStateStore store, KeyCursor key, Sharing sharing, StateTime time) {
        this.store = store;
        this.key = key;
        this.sharing = sharing;
        this.time = time;
    }

    @Override
    public <V> StateCell<V> cell(StateDeclaration declaration) {
        return new Cell<>(this.<V>values(declaration), key);
    }

    @SuppressWarnings("unchecked") // the handles put into a cell what the declaration says
    private <V> KeyedValues<V> values(StateDeclaration declaration) {
        StateTtl ttl = declaration.ttl();
        UnaryOperator<Object> copier = copier(declaration);
        if (ttl == null) {
            return (KeyedValues<V>) store.values(declaration.name(), new ValueType<>(copier, null))
                    .at(Namespaces.DEFAULT);
        }
        Expiry expiry = new Expiry(ttl, time);
        KeyedValues<Object> values = store.values(
                        declaration.name(), new ValueType<>(copier, null, () -> expiry.sieve(declaration.kind())))
                .at(Namespaces.DEFAULT);
        expiring.add(new Expiring(declaration.kind(), values, expiry));
        return (KeyedValues<V>) values;
    }

    @SuppressWarnings("unchecked") // the fold's own accumulators
    private @Nullable UnaryOperator<Object> copier(StateDeclaration declaration) {
        StateFold<Object, Object, Object> fold = (StateFold<Object, Object, Object>) declaration.fold();
        if (fold == null) {
            return null;
        }
        UnaryOperator<Object> bare = kept -> {
            Object copy = fold.copy(kept);
            return copy == null ? sharing.own(kept) : copy;
        };
        return declaration.ttl() == null
                ? bare
                : kept -> kept instanceof Timed<?> timed ? new Timed<>(timed.time(), bare.apply(timed.value())) : kept;
    }

    /** Drops some of what has expired, if anything can. */
    void sweep(int processed) {
        for (int i = 0; i < expiring.size(); i++) {
            Expiring state = expiring.get(i);
            state.values.sweep(LEAST_PLACES + 2 * processed, state.expiry.sieve(state.kind));
        }
    }

    /**
     * Brings what was restored into the form that the declaration asks for now.
     *
     * @param restored by which clock each state expired when it was written
     */
    void convert(Map<StateDeclaration, String> restored) {
        restored.forEach((declaration, clock) -> {
            if (declaration.kind().isKeyed() && !clock.equals(RestoredStates.clockOf(declaration))) {
                KeyedValues<Object> values =
                        store.values(declaration.name(), ValueType.serialized()).at(Namespaces.DEFAULT);
                if (!clock.isEmpty()) {
                    values.sweep(Integer.MAX_VALUE, Expiry.ended(declaration.kind()));
                }
                if (declaration.ttl() != null) {
                    values.sweep(Integer.MAX_VALUE, new Expiry(declaration.ttl(), time).begun(declaration.kind()));
                }
            }
        });
    }

    private record Expiring(StateDeclaration.Kind kind, KeyedValues<Object> values, Expiry expiry) {}

    private record Cell<V>(KeyedValues<V> values, KeyCursor key) implements StateCell<V> {
        @Override
        public @Nullable V get() {
            return values.get(key.required());
        }

        @Override
        public void put(V value) {
            values.put(key.required(), value);
        }

        @Override
        public void remove() {
            values.remove(key.required());
        }
    }
}
