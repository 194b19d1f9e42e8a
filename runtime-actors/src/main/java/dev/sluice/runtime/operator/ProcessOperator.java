package dev.sluice.runtime.operator;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.runtime.data.Batch;

/** {@code process} without keys. */
final class ProcessOperator extends FunctionOperator<ProcessFunction<Object, Object>> {
    private final TimestampedCollector collector = new TimestampedCollector();
    private final Context surroundings = new Context();
    private long watermark = Long.MIN_VALUE;

    ProcessOperator(ProcessFunction<Object, Object> function, OperatorContext context) {
        super(function, context);
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
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
        watermark = time;
        return true;
    }

    private final class Context implements ProcessFunction.Context {
        @Override
        public long timestamp() {
            return collector.timestamp();
        }

        @Override
        public long currentWatermark() {
            return watermark;
        }

        @Override
        public long currentProcessingTime() {
            return context.clock().millis();
        }

        @Override
        public <X> void output(OutputTag<X> tag, X record) {
            collector.emitter().emit(tag, record, collector.timestamp());
        }
    }
}
