package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.StateBackend;

/**
 * Keeps state in the heap: the default. A snapshot of much state writes what has changed since the newest completed
 * checkpoint.
 */
public final class HeapBackend implements StateBackend {
    /** Less is written in a moment, so nothing need be noted for it. */
    private static final long INCREMENTAL_FROM = 1 << 16;

    private final long incrementalFrom;

    /** A backend that decides by itself which snapshots are worth building on others. */
    public HeapBackend() {
        this(INCREMENTAL_FROM);
    }

    /**
     * @param incrementalFrom how many entries a subtask's operator must have for snapshots that write changes only;
     *     {@code Long.MAX_VALUE}: all snapshots are whole
     */
    public HeapBackend(long incrementalFrom) {
        this.incrementalFrom = incrementalFrom;
    }

    /**
     * @param range the key groups of the subtask
     * @param kind how keys are carried
     * @param maxParallelism how many key groups there are in all
     * @param codec reads and writes values on the subtask's thread
     * @param overflow where tables go for which there is no room in the heap; closed with the store
     * @return the state of one operator on one subtask
     */
    public KeyedStateStore open(
            KeyGroupRange range, KeyKind kind, int maxParallelism, ValueCodec codec, Overflow overflow) {
        return new HeapStore(
                range, kind, maxParallelism, codec, new HeapChain(incrementalFrom, range.first()), overflow);
    }

    @Override
    public KeyedStateStore open(KeyGroupRange range, KeyKind kind, int maxParallelism, ValueCodec codec) {
        return new HeapStore(range, kind, maxParallelism, codec, new HeapChain(incrementalFrom, range.first()), null);
    }
}
