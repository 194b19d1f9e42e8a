package dev.sluice.api.join;

import dev.sluice.api.function.TaskInfo;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A join function whose records go on being kept: if they can be changed, it gets copies.
 *
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 * @param <R> the type of the results
 */
final class Pairing<A, B, R> {
    private final JoinFunction<? super A, ? super B, R> function;
    private UnaryOperator<Object> copies = record -> record;

    Pairing(JoinFunction<? super A, ? super B, R> function) {
        this.function = function;
    }

    /** @param how returns what cannot be changed as it is, and a copy of anything else */
    void copies(UnaryOperator<Object> how) {
        copies = how;
    }

    @SuppressWarnings("NullAway") // outer joins give a null
    R of(@Nullable A left, @Nullable B right) throws Exception {
        return function.join(left == null ? null : own(left), right == null ? null : own(right));
    }

    @SuppressWarnings("unchecked") // a copy is of the same class
    private <T> T own(T record) {
        return (T) copies.apply(record);
    }

    void open(TaskInfo task) throws Exception {
        function.open(task);
    }

    void close() throws Exception {
        function.close();
    }
}
