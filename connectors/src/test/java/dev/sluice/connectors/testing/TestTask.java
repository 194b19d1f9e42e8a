package dev.sluice.connectors.testing;

import dev.sluice.api.connector.SinkContext;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.function.Counter;
import dev.sluice.api.function.TaskInfo;
import java.util.HashMap;
import java.util.Map;

/** Where a connector under test runs. */
public final class TestTask implements SourceContext, SinkContext {
    private final TaskInfo task;
    private final String run;
    private final String uid;
    private final long restoredCheckpoint;
    private final Map<Class<?>, Object> services = new HashMap<>();
    private final Map<String, Long> continued = new HashMap<>();
    private final Map<String, Long> counters = new HashMap<>();

    private TestTask(TaskInfo task, String run, String uid, long restoredCheckpoint) {
        this.task = task;
        this.run = run;
        this.uid = uid;
        this.restoredCheckpoint = restoredCheckpoint;
    }

    public static TestTask first() {
        return sink("run-1", "sink", 0, 1, 0);
    }

    public static TestTask sink(String run, String uid, int subtask, long attempt, long restoredCheckpoint) {
        return new TestTask(new TaskInfo("job", "operator", subtask, 2, attempt), run, uid, restoredCheckpoint);
    }

    public <S> TestTask with(Class<S> type, S service) {
        services.put(type, service);
        return this;
    }

    public TestTask continuing(Map<String, Long> runs) {
        continued.putAll(runs);
        return this;
    }

    @Override
    public Map<String, Long> continuedRuns() {
        return continued;
    }

    public long count(String counter) {
        return counters.getOrDefault(counter, 0L);
    }

    @Override
    public TaskInfo task() {
        return task;
    }

    @Override
    public String run() {
        return run;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public long restoredCheckpoint() {
        return restoredCheckpoint;
    }

    @Override
    public Counter counter(String name) {
        return n -> counters.merge(name, n, Long::sum);
    }

    @Override
    public <S> S service(Class<S> type) {
        if (!services.containsKey(type)) {
            throw new IllegalArgumentException("no " + type);
        }
        return type.cast(services.get(type));
    }
}
