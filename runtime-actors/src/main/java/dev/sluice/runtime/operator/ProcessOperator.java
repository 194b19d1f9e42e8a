package dev.sluice.runtime.operator;

import dev.sluice.api.function.ProcessFunction;
import dev.sluice.runtime.data.Batch;

/** {@code process} without keys. */
final class ProcessOperator extends FunctionOperator<ProcessFunction<Object, Object>> {
    private final RecordContext surroundings;

    ProcessOperator(ProcessFunction<Object, Object> function, OperatorContext context) {
        super(function, context);
        surroundings = new RecordContext(context);
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        TimestampedCollector collector = surroundings.collector;
        collector.into(out);
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                collector.at(in.timestamps[i]);
                function.process(in.value(i), surroundings, collector);
            }
        } finally {
            in.next(i);
        }
    }

    @Override
    public boolean onWatermark(long time, Emitter out) {
        surroundings.watermark = time;
        return true;
    }
}
