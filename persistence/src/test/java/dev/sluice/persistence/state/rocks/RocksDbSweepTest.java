package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.SweepContract;
import org.junit.jupiter.api.AfterEach;

class RocksDbSweepTest extends SweepContract {
    private final RocksDbBackends rocks = new RocksDbBackends();

    @AfterEach
    void close() throws Exception {
        rocks.close();
    }

    @Override
    protected StateBackend backend() {
        return rocks.backend();
    }
}
