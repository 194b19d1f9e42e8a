package dev.sluice.connectors;

import dev.sluice.api.connector.SinkWriter;
import dev.sluice.api.connector.Transaction;
import dev.sluice.api.function.TaskInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects on one subtask. */
final class CollectingWriter<T> implements SinkWriter<T> {
    private final CollectingSink<T> sink;
    private final TaskInfo task;
    private List<T> records = new ArrayList<>();

    CollectingWriter(CollectingSink<T> sink, TaskInfo task) {
        this.sink = sink;
        this.task = task;
    }

    @Override
    public void write(T record, long timestamp) {
        records.add(record);
        sink.written(record);
    }

    @Override
    public @Nullable Transaction checkpoint(long checkpoint) {
        if (records.isEmpty()) {
            return null;
        }
        List<T> closed = records;
        records = new ArrayList<>();
        String id = sink.id(checkpoint, task.subtask(), task.attempt());
        return new Transaction() {
            @Override
            public byte[] prepare() {
                sink.prepare(id, checkpoint, task.attempt(), closed);
                return id.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public void commit() {
                sink.commit(id);
            }
        };
    }
}
