package dev.sluice.persistence.state.heap;

import java.util.function.Consumer;

/** The tables of one state and namespace. */
interface HeapState {

    /** Freezes each table. */
    void freeze(String name, long namespace, Consumer<HeapSnapshot.Part> parts);

    /** Forgets all entries, so that another namespace can have the room; false if there is nothing worth keeping. */
    boolean clear();
}
