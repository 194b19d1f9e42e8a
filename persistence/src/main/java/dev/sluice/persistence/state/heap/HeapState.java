package dev.sluice.persistence.state.heap;

/** The tables of one state and namespace. */
interface HeapState {

    /** Freezes each table. */
    void freeze(String name, long namespace, Freezing into);

    /** Forgets the entries of a key group. */
    void drop(int keyGroup);

    /** Has each table note from now on what changes. */
    void track();

    /** Has no table note any more what changes. */
    void untrack();

    long size();

    /** Is not used any more. */
    void discard();

    /** Forgets all entries, so that another namespace can have the room; false if there is nothing worth keeping. */
    boolean clear();
}
