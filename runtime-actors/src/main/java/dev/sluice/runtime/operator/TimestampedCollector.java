package dev.sluice.runtime.operator;

import dev.sluice.api.function.Collector;
import dev.sluice.runtime.data.Batch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Emits what a user's function collects with the timestamp of what it is busy with. */
final class TimestampedCollector implements Collector<Object> {
    private @Nullable Emitter out;
    private long timestamp = Batch.NO_TIMESTAMP;

    void into(Emitter emitter) {
        out = emitter;
    }

    void at(long time) {
        timestamp = time;
    }

    @Override
    public void collect(Object record) {
        emitter().emit(record, timestamp);
    }

    Emitter emitter() {
        return Objects.requireNonNull(out, "a collector is used outside of the call it was given to");
    }

    long timestamp() {
        return timestamp;
    }
}
