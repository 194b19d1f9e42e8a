package dev.sluice.runtime.operator;

import dev.sluice.api.state.StateDeclaration;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.ValueType;
import org.jspecify.annotations.Nullable;

/** Cells in the store of an operator: one entry for each state and key. */
final class KeyedCells implements StateCells {
    private final KeyedStateStore store;
    private final KeyCursor key;

    KeyedCells(KeyedStateStore store, KeyCursor key) {
        this.store = store;
        this.key = key;
    }

    @Override
    public <V> StateCell<V> cell(StateDeclaration declaration) {
        KeyedValues<V> values =
                store.<V>values(declaration.name(), ValueType.serialized()).at(Namespaces.DEFAULT);
        return new Cell<>(values, key);
    }

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
