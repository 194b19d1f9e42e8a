package dev.sluice.api.join;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.function.UserFunction;

/**
 * Makes results of two records whose times are near enough.
 *
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface ProcessJoinFunction<A, B, R> extends UserFunction {

    /**
     * @param left a record
     * @param right a record of the same key
     * @param context their surroundings, valid during the call
     * @param out where results go; they carry the later of the two times
     * @throws Exception fails the attempt, with the operator and the record named
     */
    void process(A left, B right, Context context, Collector<R> out) throws Exception;

    /** What surrounds a pair. */
    interface Context {

        /** @return the left record's event time in epoch milliseconds */
        long leftTimestamp();

        /** @return the right record's event time in epoch milliseconds */
        long rightTimestamp();

        /** @return the later of both, which results carry */
        long timestamp();

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
