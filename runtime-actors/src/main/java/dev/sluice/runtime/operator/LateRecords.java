package dev.sluice.runtime.operator;

import dev.sluice.api.function.Counter;
import dev.sluice.api.function.OutputTag;
import dev.sluice.runtime.data.Batch;
import org.jspecify.annotations.Nullable;

/** What becomes of records for which no window lives any more: a side output, or a count. */
record LateRecords(@Nullable OutputTag<?> tag, Counter dropped) {

    static LateRecords of(@Nullable OutputTag<?> tag, OperatorContext context) {
        return new LateRecords(tag, context.counters().apply("late"));
    }

    void accept(Object record, long timestamp, Emitter out) {
        if (tag == null) {
            dropped.add(1);
        } else {
            out.emit(tag, record, timestamp);
        }
    }

    static long timestamp(long timestamp) {
        if (timestamp == Batch.NO_TIMESTAMP) {
            throw new IllegalArgumentException(
                    "the record has no event time: every way from a source to this window needs .eventTime(...)");
        }
        return timestamp;
    }
}
