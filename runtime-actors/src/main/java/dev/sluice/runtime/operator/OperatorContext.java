package dev.sluice.runtime.operator;

import dev.sluice.api.function.Counter;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.StateBackend;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What operators are given by the subtask they run on.
 *
 * @param task where it runs
 * @param maxParallelism how many key groups there are
 * @param backend where keyed state is kept
 * @param codec the subtask's own
 * @param sharing the subtask's own
 * @param clock the wall clock
 * @param counters makes a counter of the operator by its name
 * @param wake has the subtask look at its operators, see {@link WaitingOperator}; called by any thread
 */
public record OperatorContext(
        TaskInfo task,
        int maxParallelism,
        StateBackend backend,
        ValueCodec codec,
        Sharing sharing,
        InstantSource clock,
        Function<String, Counter> counters,
        Runnable wake) {

    /**
     * @param kind how keys are carried
     * @return a new store for the key groups of the subtask
     */
    KeyedStateStore openState(KeyKind kind) {
        return backend.open(keyGroups(), kind, maxParallelism, codec);
    }

    /** @return the key groups of the subtask */
    KeyGroupRange keyGroups() {
        return KeyGroupRange.of(task.subtask(), task.parallelism(), maxParallelism);
    }
}
