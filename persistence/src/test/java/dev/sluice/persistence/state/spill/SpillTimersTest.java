package dev.sluice.persistence.state.spill;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.TimerQueueContract;
import net.jqwik.api.Label;
import net.jqwik.api.lifecycle.AfterContainer;

@Label("Timers where state is spilled")
class SpillTimersTest extends TimerQueueContract {
    private static final SpillBackends SPILL = new SpillBackends(1);

    @AfterContainer
    static void close() throws Exception {
        SPILL.close();
    }

    @Override
    protected StateBackend backend() {
        return SPILL.backend();
    }
}
