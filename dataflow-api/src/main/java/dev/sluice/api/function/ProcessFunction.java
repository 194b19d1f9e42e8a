package dev.sluice.api.function;

/**
 * Handles each record with access to its timestamp and to side outputs.
 *
 * @param <I> the type of the input
 * @param <O> the type of the main output
 */
@FunctionalInterface
public interface ProcessFunction<I, O> extends UserFunction {

    /**
     * @param record the input
     * @param context the record's surroundings, valid during the call
     * @param out the main output
     * @throws Exception fails the attempt, with the operator and the record named
     */
    void process(I record, Context context, Collector<O> out) throws Exception;

    /** What surrounds the record being processed. */
    interface Context {

        /** The timestamp of a record that has none. */
        long NO_TIMESTAMP = Long.MIN_VALUE;

        /** @return the record's event time in epoch milliseconds, or {@link #NO_TIMESTAMP} */
        long timestamp();

        /**
         * @return the operator's event time: no record before it is expected any more; {@code Long.MIN_VALUE} at first
         */
        long currentWatermark();

        /** @return the wall clock in epoch milliseconds */
        long currentProcessingTime();

        /**
         * Emits to a side output, with the timestamp of the main output.
         *
         * @param tag which
         * @param record what
         * @param <X> the type of the side output
         */
        <X> void output(OutputTag<X> tag, X record);
    }
}
