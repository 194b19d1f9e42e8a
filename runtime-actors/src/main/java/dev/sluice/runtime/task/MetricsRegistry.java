package dev.sluice.runtime.task;

import dev.sluice.runtime.protocol.SubtaskId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The figures of all attempts of the subtasks that run, or ran, in this JVM. Thread-safe. */
public final class MetricsRegistry {
    private final Map<SubtaskId, List<TaskMetrics>> attempts = new ConcurrentHashMap<>();

    void add(SubtaskId subtask, TaskMetrics metrics) {
        // A list that is seen is never empty.
        attempts.merge(
                subtask,
                List.of(metrics),
                (before, one) -> Stream.concat(before.stream(), one.stream()).toList());
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

    /** @param run the run of a job whose figures nobody needs any more */
    public void forget(String run) {
        attempts.keySet().removeIf(id -> id.run().equals(run));
    }
}
