package dev.sluice.runtime.operator;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.ProcessFunction;

/** What surrounds a record of a stream without keys. */
final class RecordContext implements ProcessFunction.Context {
    final TimestampedCollector collector = new TimestampedCollector();
    long watermark = Long.MIN_VALUE;
    private final OperatorContext context;

    RecordContext(OperatorContext context) {
        this.context = context;
    }

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
