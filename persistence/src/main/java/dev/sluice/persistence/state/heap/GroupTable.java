package dev.sluice.persistence.state.heap;

import org.jspecify.annotations.Nullable;

/** The entries of one key group. Tells the shelf that it stands on, if there is one, when it takes more room. */
abstract class GroupTable {
    private @Nullable Shelf<?> shelf;
    private int place;

    final void standOn(Shelf<?> on, int at) {
        shelf = on;
        place = at;
    }

    /** To be called whenever it has grown, with nothing but this table in the caller's hands. */
    final void grown() {
        if (shelf != null) {
            shelf.grown(place);
        }
    }

    abstract int size();

    /** What its arrays take, without the objects that they refer to. */
    abstract long bytes();

    /** From now on, notes what changes. */
    abstract void track();

    abstract void untrack();

    abstract @Nullable Changes changes();
}
