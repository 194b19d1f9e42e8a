package dev.sluice.api.function;

import dev.sluice.api.state.ListState;
import dev.sluice.api.state.Redistribution;

/**
 * Handles each record of a stream without keys, with state that belongs to the subtask. What a subtask has seen depends
 * on how records are dealt out, so results that must not depend on that are better computed by key.
 *
 * @param <I> the type of the input
 * @param <O> the type of the main output
 */
public abstract class StatefulProcessFunction<I, O> extends StatefulFunction {

    /**
     * @param record the input
     * @param context the record's surroundings, valid during the call
     * @param out the main output
     * @throws Exception fails the attempt, with the operator and the record named
     */
    public abstract void process(I record, ProcessFunction.Context context, Collector<O> out) throws Exception;

    /**
     * A list of each subtask, part of snapshots. It can be used from {@link #open} on.
     *
     * @param name unique within the function
     * @param type the type of the elements
     * @param redistribution who gets them when the job is restored at another parallelism
     * @param <E> the type of the elements
     * @return a list for each subtask
     */
    protected final <E> ListState<E> operatorList(String name, Class<E> type, Redistribution redistribution) {
        return declaredState().operatorList(name, type, redistribution);
    }
}
