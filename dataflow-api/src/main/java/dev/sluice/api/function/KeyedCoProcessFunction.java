package dev.sluice.api.function;

/**
 * Handles two streams with the same keys, with state and timers of the key that both share. Records of one stream keep
 * their order; in which order those of both come is open.
 *
 * @param <K> the type of the key
 * @param <A> the type of the first input
 * @param <B> the type of the second input
 * @param <O> the type of the main output
 */
public abstract class KeyedCoProcessFunction<K, A, B, O> extends StatefulFunction {

    /** Declares nothing by itself. */
    protected KeyedCoProcessFunction() {}

    /**
     * @param record a record of the first input
     * @param context its surroundings, valid during the call
     * @param out the main output
     * @throws Exception fails the attempt, with the operator and the record named
     */
    public abstract void processFirst(A record, KeyedProcessFunction.Context<K> context, Collector<O> out)
            throws Exception;

    /**
     * @param record a record of the second input
     * @param context its surroundings, valid during the call
     * @param out the main output
     * @throws Exception fails the attempt, with the operator and the record named
     */
    public abstract void processSecond(B record, KeyedProcessFunction.Context<K> context, Collector<O> out)
            throws Exception;

    /**
     * A timer fired, see {@link KeyedProcessFunction#onTimer}.
     *
     * @param time the time it was registered for; what is emitted carries it as its timestamp
     * @param context its surroundings, valid during the call
     * @param out the main output
     * @throws Exception fails the attempt, with the operator and the key named
     */
    public void onTimer(long time, KeyedProcessFunction.TimerContext<K> context, Collector<O> out) throws Exception {}
}
