package dev.sluice.persistence.state;

import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.checkpoint.SnapshotRequest;

/** The keyed state of one operator on one subtask. Used by one thread, but for what is said of snapshots. */
public interface KeyedStateStore extends AutoCloseable {

    /**
     * @param name the state's name
     * @param type of its values
     * @param <V> the type of the values
     * @return the state
     */
    <V> Namespaces<KeyedValues<V>> values(String name, ValueType<V> type);

    /**
     * @param name the state's name
     * @return the state
     */
    Namespaces<KeyedLongs> longs(String name);

    /**
     * @param name the timers' name, other than those of states
     * @return the timers
     */
    TimerQueue timers(String name);

    /**
     * The synchronous part of a snapshot: afterwards the store may go on changing, the snapshot does not.
     *
     * @param request what is asked for
     * @return all the state as it is now, to be written by another thread
     */
    StateSnapshot freeze(SnapshotRequest request);

    /**
     * Puts back what a snapshot wrote; chunks of other key groups are ignored. Called before the first access.
     *
     * @param chunk what was written
     */
    void restore(Chunk chunk);

    @Override
    void close();
}
