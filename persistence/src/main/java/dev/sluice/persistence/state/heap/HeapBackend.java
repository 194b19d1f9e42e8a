package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.StateBackend;

/** Keeps state in the heap: the default. */
public final class HeapBackend implements StateBackend {

    @Override
    public KeyedStateStore open(KeyGroupRange range, KeyKind kind, int maxParallelism, ValueCodec codec) {
        return new HeapStore(range, kind, maxParallelism, codec);
    }
}
