package dev.sluice.api.join;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.TaskInfo;

/**
 * One result of each pair.
 *
 * @param function makes it
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 * @param <R> the type of the results
 */
public record PairsInTime<A, B, R>(JoinFunction<? super A, ? super B, R> function)
        implements ProcessJoinFunction<A, B, R> {
    @Override
    public void process(A left, B right, Context context, Collector<R> out) throws Exception {
        out.collect(function.join(left, right));
    }

    @Override
    public void open(TaskInfo task) throws Exception {
        function.open(task);
    }

    @Override
    public void close() throws Exception {
        function.close();
    }
}
