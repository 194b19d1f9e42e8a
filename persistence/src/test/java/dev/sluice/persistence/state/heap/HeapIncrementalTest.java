package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.IncrementalContract;
import dev.sluice.persistence.state.StateBackend;
import net.jqwik.api.Label;

@Label("Incremental snapshots of the heap")
class HeapIncrementalTest extends IncrementalContract {
    @Override
    protected StateBackend backend(long incrementalFrom) {
        return new HeapBackend(incrementalFrom);
    }
}
