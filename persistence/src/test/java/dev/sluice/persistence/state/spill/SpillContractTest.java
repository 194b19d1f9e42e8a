package dev.sluice.persistence.state.spill;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.StateBackendContract;
import dev.sluice.persistence.state.rocks.RocksDbBackends;
import net.jqwik.api.Label;
import net.jqwik.api.lifecycle.AfterContainer;

@Label("Spilling tables and maps")
class SpillContractTest extends StateBackendContract {
    private static final int FEW = 20;
    private static final SpillBackends SPILL = new SpillBackends(FEW); // so that checkpoints build on others
    private static final RocksDbBackends ROCKS = new RocksDbBackends();

    @AfterContainer
    static void close() throws Exception {
        ROCKS.close();
        SPILL.close();
    }

    @Override
    protected StateBackend backend() {
        return SPILL.backend();
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
