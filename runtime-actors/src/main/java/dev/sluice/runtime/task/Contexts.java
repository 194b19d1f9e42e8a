package dev.sluice.runtime.task;

import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.function.Counter;
import dev.sluice.api.function.TaskInfo;
import java.util.Map;

/** What connectors are given. */
final class Contexts {
    private Contexts() {}

    record ForSource(TaskInfo task, TaskMetrics metrics, NodeServices node) implements SourceContext {
        @Override
        public Counter counter(String name) {
            return metrics.counter(task.operator() + "." + name);
        }

        @Override
        public <S> S service(Class<S> type) {
            return node.service(type);
        }
    }

    record ForSink(
            TaskInfo task,
            String run,
            String uid,
            long restoredCheckpoint,
            Map<String, Long> continuedRuns,
            TaskMetrics metrics,
            NodeServices node)
            implements SinkContext {
        @Override
        public Counter counter(String name) {
            return metrics.counter(task.operator() + "." + name);
        }

        @Override
        public <S> S service(Class<S> type) {
            return node.service(type);
        }
    }
}
