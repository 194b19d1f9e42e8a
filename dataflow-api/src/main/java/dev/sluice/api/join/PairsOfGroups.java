package dev.sluice.api.join;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.window.Window;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Each left record of a window with each right one.
 *
 * @param <K> the type of the key
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 * @param <R> the type of the results
 */
public final class PairsOfGroups<K, A, B, R> implements CoGroupFunction<K, A, B, R>, KeepsRecords {
    private final JoinType type;
    private final Pairing<A, B, R> pairs;

    /**
     * @param type what becomes of records without a partner
     * @param function makes the results
     */
    public PairsOfGroups(JoinType type, JoinFunction<? super A, ? super B, R> function) {
        this.type = type;
        pairs = new Pairing<>(function);
    }

    @Override
    public void copyWith(UnaryOperator<Object> copies) {
        pairs.copies(copies);
    }

    @Override
    public void coGroup(K key, Window window, List<A> left, List<B> right, Collector<R> out) throws Exception {
        if (right.isEmpty()) {
            if (type.keepsLeft()) {
                for (A record : left) {
                    out.collect(pairs.of(record, null));
                }
            }
            return;
        }
        if (left.isEmpty()) {
            if (type.keepsRight()) {
                for (B record : right) {
                    out.collect(pairs.of(null, record));
                }
            }
            return;
        }
        for (A one : left) {
            for (B other : right) {
                out.collect(pairs.of(one, other));
            }
        }
    }

    @Override
    public void open(TaskInfo task) throws Exception {
        pairs.open(task);
    }

    @Override
    public void close() throws Exception {
        pairs.close();
    }
}
