package dev.sluice.persistence.state.spill;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.SweepContract;
import org.junit.jupiter.api.AfterEach;

class SpillSweepTest extends SweepContract {
    private static final int MANY = 1 << 16;

    private final SpillBackends spill = new SpillBackends(MANY);

    @AfterEach
    void close() throws Exception {
        spill.close();
    }

    @Override
    protected StateBackend backend() {
        return spill.backend();
    }

    /** What is in files is read once in a while only. */
    @Override
    protected int sweepsOfAll() {
        return 20 * super.sweepsOfAll();
    }
}
