package dev.sluice.api.join;

import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.StateTtl;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A join that keeps records of both sides by key, and gives pairs of them to a user's function. */
abstract sealed class KeyedJoin<K, A, B, R, O> extends KeyedCoProcessFunction<K, A, B, O> implements KeepsRecords
        permits PairsOfAll, UnboundedJoin, VersionJoin {
    final Pairing<A, B, R> pairs;

    KeyedJoin(JoinFunction<? super A, ? super B, R> function) {
        pairs = new Pairing<>(function);
    }

    /** Declares a list of records. */
    final ListState<Object> records(String name, @Nullable StateTtl ttl) {
        return ttl == null ? listState(name, Object.class) : listState(name, Object.class, ttl);
    }

    @Override
    public final void copyWith(UnaryOperator<Object> copies) {
        pairs.copies(copies);
    }

    @Override
    public final void open(TaskInfo task) throws Exception {
        pairs.open(task);
    }

    @Override
    public final void close() throws Exception {
        pairs.close();
    }
}
