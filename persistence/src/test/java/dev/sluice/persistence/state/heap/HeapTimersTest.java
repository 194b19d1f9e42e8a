package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.StateBackend;
import dev.sluice.persistence.state.TimerQueueContract;
import net.jqwik.api.Label;

@Label("Timers in the heap")
class HeapTimersTest extends TimerQueueContract {
    @Override
    protected StateBackend backend() {
        return new HeapBackend();
    }
}
