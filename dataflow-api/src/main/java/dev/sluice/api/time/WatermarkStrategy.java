package dev.sluice.api.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far behind the newest timestamp the watermark follows, and when a silent input stops holding time back.
 *
 * @param outOfOrderness in milliseconds: the watermark is the largest timestamp seen, minus this, minus 1
 * @param idleness after how many milliseconds of wall clock without a record an input counts as idle; null: never
 */
public record WatermarkStrategy(
        long outOfOrderness, @Nullable Long idleness) {

    /**
     * @param timeout how long an input may be silent, though it was asked for records, before it counts as idle and
     *     does not hold back the event time of others
     * @return the strategy with that timeout
     */
    public WatermarkStrategy withIdleness(Duration timeout) {
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("idleness must be at least one millisecond, but is " + timeout);
        }
        return new WatermarkStrategy(outOfOrderness, timeout.toMillis());
    }
}
