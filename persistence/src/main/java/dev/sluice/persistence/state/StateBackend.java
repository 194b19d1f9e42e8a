package dev.sluice.persistence.state;

import dev.sluice.persistence.serde.ValueCodec;

/** Where keyed state is kept. */
public interface StateBackend {

    /**
     * @param range the key groups of the subtask
     * @param kind how keys are carried
     * @param maxParallelism how many key groups there are in all
     * @param codec reads and writes values on the subtask's thread
     * @return the state of one operator on one subtask
     */
    KeyedStateStore open(KeyGroupRange range, KeyKind kind, int maxParallelism, ValueCodec codec);
}
