package dev.sluice.api.function;

/**
 * Handles each record of a keyed stream with state and timers of its key.
 *
 * @param <K> the type of the key
 * @param <I> the type of the input
 * @param <O> the type of the main output
 */
public abstract class KeyedProcessFunction<K, I, O> extends StatefulFunction {

    /**
     * @param record the input
     * @param context its surroundings, valid during the call
     * @param out the main output
     * @throws Exception fails the attempt, with the operator and the record named
     */
    public abstract void process(I record, Context<K> context, Collector<O> out) throws Exception;

    /**
     * A timer fired. Event-time timers fire in order of time for each key, before the watermark that fired them goes
     * on.
     *
     * @param time the time it was registered for; what is emitted carries it as its timestamp
     * @param context its surroundings, valid during the call
     * @param out the main output
     * @throws Exception fails the attempt, with the operator and the key named
     */
    public void onTimer(long time, TimerContext<K> context, Collector<O> out) throws Exception {}

    /**
     * What surrounds the record being processed.
     *
     * @param <K> the type of the key
     */
    public interface Context<K> extends ProcessFunction.Context {

        /** @return the current key */
        K key();

        /** @return the current key's timers */
        TimerService timers();
    }

    /**
     * What surrounds the timer being fired.
     *
     * @param <K> the type of the key
     */
    public interface TimerContext<K> extends Context<K> {

        /** @return whether it is an event-time timer; else it is one of processing time */
        boolean isEventTime();
    }
}
