package dev.sluice.persistence.checkpoint;

import java.util.List;
import java.util.Map;

/**
 * Whose state a checkpoint is, so that another run, of another graph and in another store, can begin from it.
 *
 * @param job the job's name
 * @param fingerprint of its graph
 * @param maxParallelism into how many key groups keyed state is divided
 * @param operators in the order of definition
 * @param continues by run, up to which checkpoint the results of earlier runs are part of this one's, since it began
 *     from theirs
 */
public record JobOutline(
        String job,
        String fingerprint,
        int maxParallelism,
        List<OperatorOutline> operators,
        Map<String, Long> continues) {
    public JobOutline {
        operators = List.copyOf(operators);
        continues = Map.copyOf(continues);
    }
}
