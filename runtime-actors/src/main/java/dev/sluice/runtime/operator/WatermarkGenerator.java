package dev.sluice.runtime.operator;

import dev.sluice.api.function.TimestampFunction;
import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.runtime.data.Batch;
import org.jspecify.annotations.Nullable;

/** Reads event times off records, and trails the largest by the bound of out-of-orderness. */
public final class WatermarkGenerator {
    private final TimestampFunction<Object> timestamp;
    private final long outOfOrderness;
    private long largest = Long.MIN_VALUE;
    private @Nullable Object failed;

    /** @param eventTime how */
    @SuppressWarnings("unchecked") // the definition's types fit together
    public WatermarkGenerator(EventTime eventTime) {
        timestamp = (TimestampFunction<Object>) eventTime.timestamp();
        outOfOrderness = eventTime.watermarks().outOfOrderness();
    }

    /**
     * Gives records their timestamps.
     *
     * @param batch whose
     * @param from the first record
     * @throws Exception what the user's function throws
     */
    public void stamp(Batch batch, int from) throws Exception {
        int i = from;
        try {
            for (; i < batch.size(); i++) {
                batch.timestamps[i] = stamp(batch.value(i));
            }
        } finally {
            failed = i < batch.size() ? batch.value(i) : null;
        }
    }

    /** The record whose timestamp could not be read in the last {@link #stamp(Batch, int)}, or null. */
    @Nullable
    Object failed() {
        return failed;
    }

    long stamp(Object record) throws Exception {
        long time = timestamp.timestamp(record);
        if (time > largest) {
            largest = time;
        }
        return time;
    }

    /** @return the largest timestamp seen, {@code Long.MIN_VALUE} if none was */
    public long largest() {
        return largest;
    }

    /** @param time the largest timestamp that was seen before a restart */
    public void restore(long time) {
        largest = Math.max(largest, time);
    }

    /**
     * @return the watermark: no record with this time or an earlier one is expected; {@code Long.MIN_VALUE} at first
     */
    public long watermark() {
        return largest < Long.MIN_VALUE + outOfOrderness + 1 ? Long.MIN_VALUE : largest - outOfOrderness - 1;
    }
}
