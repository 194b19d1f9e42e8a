package dev.sluice.persistence.state.spill;

import dev.sluice.persistence.state.IncrementalContract;
import dev.sluice.persistence.state.StateBackend;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Label;
import net.jqwik.api.lifecycle.AfterContainer;

@Label("Incremental snapshots of spilled state")
class SpillIncrementalTest extends IncrementalContract {
    /** So much that some tables stay while others go. */
    private static final long SOME = 24 << 10;

    private static final Map<Long, SpillBackends> ALL = new HashMap<>();

    @AfterContainer
    static void close() throws Exception {
        for (SpillBackends spill : ALL.values()) {
            spill.close();
        }
    }

    @Override
    protected StateBackend backend(long incrementalFrom) {
        return ALL.computeIfAbsent(incrementalFrom, from -> new SpillBackends(from, SOME))
                .backend();
    }
}
