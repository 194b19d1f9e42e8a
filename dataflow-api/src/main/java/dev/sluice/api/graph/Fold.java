package dev.sluice.api.graph;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.ReduceFunction;

/** What a window keeps of its records. */
public sealed interface Fold {

    /** @param function one accumulator */
    record Aggregate(AggregateFunction<?, ?, ?> function) implements Fold {}

    /** @param function one record */
    record Reduce(ReduceFunction<?> function) implements Fold {}

    /** All records. */
    record Elements() implements Fold {}

    /** All records, those of input 0 apart from those of input 1. */
    record Sides() implements Fold {}
}
