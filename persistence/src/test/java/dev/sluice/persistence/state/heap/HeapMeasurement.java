package dev.sluice.persistence.state.heap;

import dev.sluice.persistence.state.CheckpointCost;
import org.junit.jupiter.api.Test;

/** Prints what checkpoints of state in the heap cost. Not a test: {@code -Dtest=HeapMeasurement -Dsluice.keys=N}. */
class HeapMeasurement {

    @Test
    void measure() throws Exception {
        new CheckpointCost().ofNumbers(new HeapBackend());
        new CheckpointCost().ofRecords(new HeapBackend());
    }
}
