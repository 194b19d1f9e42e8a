package dev.sluice.runtime.operator;

import dev.sluice.api.state.StateDeclaration;

/** Makes the cell of each state that a function declares. */
interface StateCells {

    <V> StateCell<V> cell(StateDeclaration declaration);
}
