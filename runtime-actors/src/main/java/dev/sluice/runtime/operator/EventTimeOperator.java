package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import org.jspecify.annotations.Nullable;

/** {@code eventTime} behind a source: gives timestamps, and a watermark behind each batch; swallows those from before. */
final class EventTimeOperator implements Operator {
    private final WatermarkGenerator generator;
    private long emitted = Long.MIN_VALUE;
    private @Nullable Long restored;

    EventTimeOperator(EventTime eventTime) {
        generator = new WatermarkGenerator(eventTime);
    }

    @Override
    public void open() {
        if (restored != null) {
            generator.restore(restored);
        }
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        int i = in.next();
        try {
            for (; i < in.size() && !out.isFull(); i++) {
                Object value = in.value(i);
                out.forward(value, generator.stamp(value));
            }
        } finally {
            in.next(i);
        }
        if (generator.watermark() > emitted) {
            emitted = generator.watermark();
            out.main().control(new Control.Watermark(emitted));
        }
    }

    @Override
    public boolean forwardsWatermarks() {
        return false;
    }

    @Override
    public OperatorSnapshot snapshot(long checkpoint) {
        return OperatorState.ofLong(OperatorState.WATERMARK, generator.largest());
    }

    @Override
    public void restore(Chunk chunk) {
        // Subtasks may have been at different times; the earliest makes nobody late.
        long largest = OperatorState.readLong(chunk);
        restored = restored == null ? largest : Math.min(restored, largest);
    }
}
