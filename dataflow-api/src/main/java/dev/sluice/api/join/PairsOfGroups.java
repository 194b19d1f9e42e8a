package dev.sluice.api.join;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.window.Window;
import java.util.List;

/**
 * Each left record of a window with each right one.
 *
 * @param type what becomes of those without
 * @param function makes the results
 * @param <K> the type of the key
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 * @param <R> the type of the results
 */
public record PairsOfGroups<K, A, B, R>(JoinType type, JoinFunction<? super A, ? super B, R> function)
        implements CoGroupFunction<K, A, B, R> {
    @Override
    @SuppressWarnings("NullAway") // outer joins give a null
    public void coGroup(K key, Window window, List<A> left, List<B> right, Collector<R> out) throws Exception {
        if (right.isEmpty()) {
            if (type.keepsLeft()) {
                for (A record : left) {
                    out.collect(function.join(record, null));
                }
            }
            return;
        }
        if (left.isEmpty()) {
            if (type.keepsRight()) {
                for (B record : right) {
                    out.collect(function.join(null, record));
                }
            }
            return;
        }
        for (A one : left) {
            for (B other : right) {
                out.collect(function.join(one, other));
            }
        }
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
