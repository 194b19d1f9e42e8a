package dev.sluice.runtime.operator;

import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.function.Counter;
import dev.sluice.api.function.TaskInfo;

/** What a sink is given. */
record TestSinkContext(TaskInfo task) implements SinkContext {
    @Override
    public String run() {
        return "job-1";
    }

    @Override
    public String uid() {
        return task.operator();
    }

    @Override
    public long restoredCheckpoint() {
        return 0;
    }

    @Override
    public Counter counter(String name) {
        return n -> {};
    }

    @Override
    public <S> S service(Class<S> type) {
        throw new UnsupportedOperationException("no services in this test");
    }
}
