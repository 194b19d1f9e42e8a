package dev.sluice.api.async;

import dev.sluice.api.function.UserFunction;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the engine does for each record of an asynchronous operator. All of it is called by the subtask's thread.
 *
 * @param <I> the type of the input
 * @param <A> the type of the parts of an answer
 * @param <O> the type of the results
 */
public sealed interface Requests<I, A, O> extends UserFunction permits FunctionRequests, LookupRequests {

    /**
     * @param record the input
     * @param now the wall clock, epoch milliseconds
     * @return results that are known without asking; null: it must be asked
     * @throws Exception fails the attempt
     */
    @Nullable
    Collection<? extends O> known(I record, long now) throws Exception;

    /**
     * @param record the input
     * @return completed with the answer, by any thread
     * @throws Exception as if the stage had been completed with it
     */
    CompletionStage<? extends Collection<? extends A>> ask(I record) throws Exception;

    /**
     * @param record the input
     * @param answer what it was answered
     * @param now the wall clock, epoch milliseconds
     * @return what goes on
     * @throws Exception fails the attempt
     */
    Collection<? extends O> results(I record, Collection<? extends A> answer, long now) throws Exception;

    /**
     * @param record the input
     * @param timeout how long it was waited for
     * @return what goes on
     * @throws Exception fails the attempt
     */
    Collection<? extends O> timedOut(I record, Duration timeout) throws Exception;
}
