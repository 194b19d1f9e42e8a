package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.StateBackendContract;
import dev.sluice.persistence.state.rocks.RocksDbBackends;
import net.jqwik.api.Label;
import net.jqwik.api.lifecycle.AfterContainer;

@Label("Heap tables and maps")
class HeapContractTest extends StateBackendContract {
    private static final int FEW = 20;
    private static final RocksDbBackends ROCKS = new RocksDbBackends();

    @AfterContainer
    static void close() throws Exception {
        ROCKS.close();
    }

    @Override
    protected StateBackend backend() {
        return new HeapBackend(FEW); // so that checkpoints build on others
    }

    @Override
    protected boolean isReadByOther() {
        return true;
    }

    @Override
    protected StateBackend other() {
        return ROCKS.backend();
    }
}
