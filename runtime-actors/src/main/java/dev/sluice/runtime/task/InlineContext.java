package dev.sluice.runtime.task;

import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.function.Counter;
import dev.sluice.api.function.TaskInfo;

/** What connectors are given where there is no actor system. */
record InlineContext(TaskInfo task, String uid, TaskMetrics metrics) implements SourceContext, SinkContext {
    @Override
    public String run() {
        return task.job();
    }

    @Override
    public long restoredCheckpoint() {
        return 0; // what is written without an actor system is in no transaction
    }

    @Override
    public Counter counter(String name) {
        return metrics.counter(task.operator() + "." + name);
    }

    @Override
    public <S> S service(Class<S> type) {
        throw new IllegalArgumentException("there is no " + type.getName() + ": this job runs without an actor system");
    }
}
