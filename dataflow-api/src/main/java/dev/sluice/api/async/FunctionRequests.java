package dev.sluice.api.async;

import dev.sluice.api.function.TaskInfo;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Requests whose answers are the results.
 *
 * @param <I> the type of the input
 * @param <O> the type of the results
 */
public final class FunctionRequests<I, O> implements Requests<I, O, O> {
    private static final long serialVersionUID = 1;

    private final AsyncFunction<I, O> function;

    /** @param function the user's */
    public FunctionRequests(AsyncFunction<I, O> function) {
        this.function = function;
    }

    /**
     * @param function the user's
     * @param <I> the type of the input
     * @param <O> the type of the results
     * @return requests with one result each
     */
    public static <I, O> FunctionRequests<I, O> of(AsyncMapFunction<I, O> function) {
        return new FunctionRequests<>(new One<>(function));
    }

    @Override
    public void open(TaskInfo task) throws Exception {
        function.open(task);
    }

    @Override
    public void close() throws Exception {
        function.close();
    }

    @Override
    public @Nullable Collection<O> known(I record, long now) {
        return null;
    }

    @Override
    public CompletionStage<? extends Collection<? extends O>> ask(I record) throws Exception {
        return function.invoke(record);
    }

    @Override
    public Collection<? extends O> results(I record, Collection<? extends O> answer, long now) {
        return answer;
    }

    @Override
    public Collection<? extends O> timedOut(I record, Duration timeout) throws Exception {
        return function.timeout(record, timeout);
    }

    private record One<I, O>(AsyncMapFunction<I, O> function) implements AsyncFunction<I, O> {
        @Override
        public void open(TaskInfo task) throws Exception {
            function.open(task);
        }

        @Override
        public void close() throws Exception {
            function.close();
        }

        @Override
        public CompletionStage<? extends Collection<? extends O>> invoke(I record) throws Exception {
            return function.map(record).thenApply(Collections::singletonList);
        }

        @Override
        public Collection<? extends O> timeout(I record, Duration timeout) throws Exception {
            return Collections.singletonList(function.timeout(record, timeout));
        }
    }
}
