package dev.sluice.api.function;

import dev.sluice.api.state.MapState;

/**
 * Handles a keyed stream beside a broadcast one. Every subtask sees every broadcast record and keeps the broadcast
 * state; the keyed side may only read it, so that all subtasks hold the same.
 *
 * @param <K> the type of the key
 * @param <I> the type of the keyed input
 * @param <B> the type of the broadcast input
 * @param <O> the type of the main output
 */
public abstract class KeyedBroadcastProcessFunction<K, I, B, O> extends StatefulFunction {

    /**
     * @param record a record of the keyed stream
     * @param context its surroundings, valid during the call
     * @param out the main output
     * @throws Exception fails the attempt, with the operator and the record named
     */
    public abstract void process(I record, ReadContext<K> context, Collector<O> out) throws Exception;

    /**
     * @param record a record of the broadcast stream; keyed state is not accessible here
     * @param context its surroundings, valid during the call
     * @param out the main output; every subtask emits
     * @throws Exception fails the attempt, with the operator and the record named
     */
    public abstract void processBroadcast(B record, BroadcastContext context, Collector<O> out) throws Exception;

    /**
     * A timer fired, see {@link KeyedProcessFunction#onTimer}.
     *
     * @param time the time it was registered for
     * @param context its surroundings, valid during the call
     * @param out the main output
     * @throws Exception fails the attempt, with the operator and the key named
     */
    public void onTimer(long time, ReadContext<K> context, Collector<O> out) throws Exception {}

    /**
     * What surrounds a record of the keyed side.
     *
     * @param <K> the type of the key
     */
    public interface ReadContext<K> extends KeyedProcessFunction.TimerContext<K> {

        /**
         * @param name the broadcast state's name
         * @param <MK> the type of the map's keys
         * @param <MV> the type of the map's values
         * @return the broadcast state, to be read only: writing throws {@link UnsupportedOperationException}
         */
        <MK, MV> MapState<MK, MV> broadcastState(String name);
    }

    /** What surrounds a record of the broadcast side. */
    public interface BroadcastContext extends ProcessFunction.Context {

        /**
         * @param name the broadcast state's name
         * @param <MK> the type of the map's keys
         * @param <MV> the type of the map's values
         * @return the broadcast state
         */
        <MK, MV> MapState<MK, MV> broadcastState(String name);
    }
}
