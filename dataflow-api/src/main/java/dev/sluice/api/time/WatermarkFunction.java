package dev.sluice.api.time;

import org.jspecify.annotations.Nullable;

/**
 * Reads the watermark off records that tell one.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface WatermarkFunction<T> {

    /**
     * Called for each record of a split, in order.
     *
     * @param record the record
     * @param timestamp its event time, epoch milliseconds
     * @return the watermark behind it: no record with this time or an earlier one is expected any more; null: it tells
     *     none. One that is not later than the last is ignored
     * @throws Exception fails the attempt, with the operator and the record named
     */
    @Nullable
    Long watermark(T record, long timestamp) throws Exception;
}
