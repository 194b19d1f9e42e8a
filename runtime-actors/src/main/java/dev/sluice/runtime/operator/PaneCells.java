package dev.sluice.runtime.operator;

import dev.sluice.api.state.StateDeclaration;
import org.jspecify.annotations.Nullable;

/** Cells in the current window's pane: a slot for each state that its trigger or function declares, in that order. */
final class PaneCells implements StateCells {
    private int slots;

    @Nullable
    Pane current;

    int slots() {
        return slots;
    }

    @Override
    public <V> StateCell<V> cell(StateDeclaration declaration) {
        int slot = slots++;
        return new StateCell<>() {
            @Override
            @SuppressWarnings("unchecked") // only put puts anything there
            public @Nullable V get() {
                return (V) pane(declaration).slots[slot];
            }

            @Override
            public void put(V value) {
                pane(declaration).slots[slot] = value;
            }

            @Override
            public void remove() {
                pane(declaration).slots[slot] = null;
            }
        };
    }

    private Pane pane(StateDeclaration declaration) {
        if (current == null) {
            throw new IllegalStateException("there is no current window: state \"" + declaration.name()
                    + "\" belongs to a window, and cannot be used elsewhere");
        }
        return current;
    }
}
