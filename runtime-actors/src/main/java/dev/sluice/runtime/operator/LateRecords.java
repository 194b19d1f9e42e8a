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

    /** The record at a place; it stands for several only where there is no side output. */
    void accept(Batch in, int i, Emitter out) {
        if (tag == null) {
            dropped.add(in.weight(i));
        } else {
            out.emit(tag, in.value(i), in.timestamps[i]);
        }
    }
}
