package dev.sluice.runtime.operator;

import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.data.Control;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code eventTime} behind a source: gives timestamps, and a watermark behind each batch; swallows those from before.
 */
final class EventTimeOperator implements Operator {
    private final WatermarkGenerator generator;
    private final @Nullable Long idleness;
    private final InstantSource clock;
    private long lastRecord;
    private boolean idle;
    private long emitted = Long.MIN_VALUE;
    private @Nullable Long restored;

    EventTimeOperator(EventTime eventTime, InstantSource clock) {
        generator = new WatermarkGenerator(eventTime);
        idleness = eventTime.watermarks().idleness();
        this.clock = clock;
        lastRecord = clock.millis();
    }

    @Override
    public void open() {
        if (restored != null) {
            generator.restore(restored);
        }
    }

    @Override
    public void process(int input, Batch in, Emitter out) throws Exception {
        idle = false;
        lastRecord = clock.millis();
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
    public boolean onWatermark(long time, Emitter out) {
        idle |= time == Long.MAX_VALUE; // the input has ended: there is no silence any more
        return true;
    }

    @Override
    public long nextTick() {
        return idleness == null || idle ? Long.MAX_VALUE : lastRecord + idleness;
    }

    @Override
    public boolean onTick(long time, Emitter out) {
        if (time < nextTick()) {
            return true;
        }
        idle = true;
        out.main().control(new Control.Idle());
        return false; // which takes the room of the tick
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
