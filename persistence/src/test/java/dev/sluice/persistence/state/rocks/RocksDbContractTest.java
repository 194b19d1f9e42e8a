package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.StateBackendContract;
import dev.sluice.persistence.state.heap.HeapBackend;
import net.jqwik.api.Label;
import net.jqwik.api.lifecycle.AfterContainer;

@Label("RocksDB and maps")
class RocksDbContractTest extends StateBackendContract {
    private static final RocksDbBackends ROCKS = new RocksDbBackends();

    @AfterContainer
    static void close() throws Exception {
        ROCKS.close();
    }

    @Override
    protected StateBackend backend() {
        return ROCKS.backend();
    }

    @Override
    protected StateBackend other() {
        return new HeapBackend();
    }
}
