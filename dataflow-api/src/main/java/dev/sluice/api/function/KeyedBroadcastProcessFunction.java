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
     * Declares a map that every subtask keeps alike. {@link #processBroadcast} changes it; anything else may only read
     * it, and is told so by an {@link UnsupportedOperationException}.
     *
     * @param name unique within the function
     * @param keyType the type of the map's keys
     * @param valueType the type of the map's values
     * @param <MK> the type of the map's keys
     * @param <MV> the type of the map's values
     * @return the broadcast state
     */
    protected final <MK, MV> MapState<MK, MV> broadcastState(String name, Class<MK> keyType, Class<MV> valueType) {
        return declaredState().broadcast(name, keyType, valueType);
    }

    /**
     * What surrounds a record of the keyed side.
     *
     * @param <K> the type of the key
     */
    public interface ReadContext<K> extends KeyedProcessFunction.TimerContext<K> {}

    /** What surrounds a record of the broadcast side. */
    public interface BroadcastContext extends ProcessFunction.Context {}
}
