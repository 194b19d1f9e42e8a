package dev.sluice.benchmarks.peers.flink;

import java.io.Serializable;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * An aggregate whose accumulator is changed in place, and is the result.
 *
 * @param <T> the type of the events
 * @param <A> the type of the accumulator
 */
final class Folding<T, A> implements AggregateFunction<T, A, A> {
    private final Create<A> create;
    private final Fold<T, A> fold;
    private final Fold<A, A> merge;

    Folding(Create<A> create, Fold<T, A> fold, Fold<A, A> merge) {
        this.create = create;
        this.fold = fold;
        this.merge = merge;
    }

    interface Create<A> extends Serializable {
        A create();
    }

    interface Fold<T, A> extends Serializable {
        void fold(T event, A into);
    }

    @Override
    public A createAccumulator() {
        return create.create();
    }

    @Override
    public A add(T event, A accumulator) {
        fold.fold(event, accumulator);
        return accumulator;
    }

    @Override
    public A getResult(A accumulator) {
        return accumulator;
    }

    @Override
    public A merge(A into, A other) {
        merge.fold(other, into);
        return into;
    }
}
