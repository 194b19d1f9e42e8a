package dev.sluice.persistence.state.rocks;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.TimerQueueContract;
import net.jqwik.api.Label;
import net.jqwik.api.lifecycle.AfterContainer;

@Label("Timers in RocksDB")
class RocksTimersTest extends TimerQueueContract {
    private static final RocksDbBackends ROCKS = new RocksDbBackends();

    @AfterContainer
    static void close() throws Exception {
        ROCKS.close();
    }

    @Override
    protected StateBackend backend() {
        return ROCKS.backend();
    }
}
