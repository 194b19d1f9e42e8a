package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.SweepContract;

class HeapSweepTest extends SweepContract {
    @Override
    protected StateBackend backend() {
        return new HeapBackend();
    }
}
