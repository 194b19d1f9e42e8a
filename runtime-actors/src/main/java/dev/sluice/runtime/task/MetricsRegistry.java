package dev.sluice.runtime.task;

import dev.sluice.runtime.protocol.SubtaskId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The figures of all attempts of the subtasks that run, or ran, in this JVM. Thread-safe. */
public final class MetricsRegistry {
    private final Map<SubtaskId, List<TaskMetrics>> attempts = new ConcurrentHashMap<>();
    private final boolean keepsEarlier;

    /**
     * @param keepsEarlier whether attempts are kept that are over, until {@link #forget} is called; otherwise there is
     *     one for each subtask, while it is here
     */
    MetricsRegistry(boolean keepsEarlier) {
        this.keepsEarlier = keepsEarlier;
    }

    /** The subtask is not here any more. */
    void retired(SubtaskId subtask) {
        if (!keepsEarlier) {
            attempts.remove(subtask);
        }
    }

    void add(SubtaskId subtask, TaskMetrics metrics) {
        // A list that is seen is never empty.
        attempts.merge(
                subtask,
                List.of(metrics),
                (before, one) -> !keepsEarlier
                        ? one
                        : Stream.concat(before.stream(), one.stream()).toList());
    }

    /**
     * @param run the run of a job
     * @return the figures of its subtasks' attempts, each subtask's oldest first
     */
    public List<List<TaskMetrics>> of(String run) {
        return attempts.entrySet().stream()
                .filter(entry -> entry.getKey().run().equals(run))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * @param run the run of a job
     * @return the figures of its subtasks' newest attempts
     */
    public Map<SubtaskId, TaskMetrics> newest(String run) {
        Map<SubtaskId, TaskMetrics> newest = new HashMap<>();
        attempts.forEach((subtask, all) -> {
            if (subtask.run().equals(run)) {
                newest.put(subtask, all.get(all.size() - 1));
            }
        });
        return newest;
    }

    /** @param run the run of a job whose figures nobody needs any more */
    public void forget(String run) {
        attempts.keySet().removeIf(id -> id.run().equals(run));
    }
}
