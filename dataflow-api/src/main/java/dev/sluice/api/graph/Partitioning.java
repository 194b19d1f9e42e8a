package dev.sluice.api.graph;

import dev.sluice.api.function.KeySelector;
import java.util.Locale;

/** How the records of an edge are spread over the subtasks of its reader. */
public sealed interface Partitioning {

    /** Subtask i to subtask i; becomes {@link Rebalance} where the parallelisms differ. */
    record Forward() implements Partitioning {}

    /** Round robin, batch by batch. */
    record Rebalance() implements Partitioning {}

    /** Everything to every subtask. */
    record Broadcast() implements Partitioning {}

    /**
     * By key group.
     *
     * @param key takes the key out of a record
     * @param type the key's class, {@code Object} if it could not be told
     */
    record Hash(KeySelector<?, ?> key, Class<?> type) implements Partitioning {}

    /** @return the name for pictures and the fingerprint */
    default String label() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
