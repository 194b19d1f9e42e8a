package dev.sluice.runtime.operator;

import dev.sluice.api.function.TimestampFunction;
import dev.sluice.api.graph.OperatorSpec.EventTime;
import dev.sluice.api.time.WatermarkFunction;
import dev.sluice.api.time.WatermarkGenerator;
import dev.sluice.api.time.WatermarkOutput;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.runtime.data.Batch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives the records of one split, or one stream, their event times, and knows the watermark that follows. */
final class TimestampsAndWatermarks {
    private final @Nullable TimestampFunction<Object> timestamp;
    private final @Nullable WatermarkGenerator<Object> generator;
    private final boolean bounded;
    private final long outOfOrderness;
    private long largest = Long.MIN_VALUE;
    private long told = Long.MIN_VALUE;
    private final WatermarkOutput output = time -> told = Math.max(told, time);
    private @Nullable Object failed;
    private int failedAt;

    @SuppressWarnings("unchecked") // the definition's types fit together
    TimestampsAndWatermarks(EventTime eventTime) {
        timestamp = (TimestampFunction<Object>) eventTime.timestamp();
        WatermarkStrategy.Rule<Object> rule =
                (WatermarkStrategy.Rule<Object>) eventTime.watermarks().rule();
        bounded = rule instanceof WatermarkStrategy.Bounded;
        outOfOrderness = rule instanceof WatermarkStrategy.Bounded<Object> bound ? bound.outOfOrderness() : 0;
        generator = generator(rule);
    }

    @SuppressWarnings("unchecked") // the definition's types fit together
    private static @Nullable WatermarkGenerator<Object> generator(WatermarkStrategy.Rule<Object> rule) {
        if (rule instanceof WatermarkStrategy.Generated<Object> generated) {
            return Objects.requireNonNull(
                    (WatermarkGenerator<Object>) generated.generators().get(),
                    "the supplier of the watermark generators has returned null");
        }
        return rule instanceof WatermarkStrategy.Punctuated<Object> punctuated
                ? new Punctuated(punctuated.function())
                : null;
    }

    /** How often {@link #periodic} is to be called, in milliseconds; 0: never. */
    static long periodMillis(EventTime eventTime) {
        return eventTime.watermarks().rule() instanceof WatermarkStrategy.Generated<?> generated
                ? generated.periodMillis()
                : 0;
    }

    /** Gives the records from a place on their timestamps. */
    void stamp(Batch batch, int from) throws Exception {
        int size = batch.size();
        int i = from;
        try {
            if (timestamp == null) {
                for (; i < size; i++) {
                    check(batch.timestamps[i]);
                }
            } else {
                for (; i < size; i++) {
                    batch.timestamps[i] = stamp(timestamp, batch.value(i));
                }
            }
            if (generator != null) {
                for (i = from; i < size; i++) {
                    generator.onEvent(batch.value(i), batch.timestamps[i], output);
                }
            }
        } finally {
            failed = i < size ? batch.value(i) : null;
            failedAt = i;
        }
    }

    private long stamp(TimestampFunction<Object> function, Object record) throws Exception {
        long time = function.timestamp(record);
        if (time > largest) {
            largest = time;
        }
        return time;
    }

    private void check(long time) {
        if (time == Batch.NO_TIMESTAMP) {
            throw new IllegalArgumentException("the source has given the record no event time:"
                    + " have it call SourceOutput.emit(record, timestamp), or read the time off the record with"
                    + " .eventTime(timestamp, Watermarks....)");
        }
        if (time > largest) {
            largest = time;
        }
    }

    /** The record that failed in the last {@link #stamp}, or null. */
    @Nullable
    Object failed() {
        return failed;
    }

    /** Its place, or the size of the batch. */
    int failedAt() {
        return failedAt;
    }

    /** Asks the user's generator. */
    void periodic() throws Exception {
        if (generator != null) {
            generator.onPeriodic(output);
        }
    }

    /** No record with this time or an earlier one is expected; {@code Long.MIN_VALUE} at first. */
    long watermark() {
        if (!bounded) {
            return told;
        }
        return largest < Long.MIN_VALUE + outOfOrderness + 1 ? Long.MIN_VALUE : largest - outOfOrderness - 1;
    }

    /** What a snapshot needs: the largest timestamp, or the watermark where that does not follow from it. */
    long progress() {
        return bounded ? largest : told;
    }

    /** Takes back what {@link #progress} said before a restart. */
    void restore(long progress) {
        if (bounded) {
            largest = Math.max(largest, progress);
        } else {
            told = Math.max(told, progress);
        }
    }

    private record Punctuated(WatermarkFunction<? super Object> function) implements WatermarkGenerator<Object> {
        @Override
        public void onEvent(Object record, long timestamp, WatermarkOutput output) throws Exception {
            Long time = function.watermark(record, timestamp);
            if (time != null) {
                output.emitWatermark(time);
            }
        }

        @Override
        public void onPeriodic(WatermarkOutput output) {}
    }
}
