package dev.sluice.api.window;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.ToDouble;

/** The mean of a number. */
final class AverageAggregate<T> implements AggregateFunction<T, Mean, Double> {
    private final ToDouble<? super T> number;

    AverageAggregate(ToDouble<? super T> number) {
        this.number = number;
    }

    @Override
    public Mean createAccumulator() {
        return new Mean();
    }

    @Override
    public Mean add(T record, Mean mean) {
        mean.sum += number.apply(record);
        mean.count++;
        return mean;
    }

    @Override
    public Double result(Mean mean) {
        return mean.value();
    }

    @Override
    public Mean merge(Mean into, Mean other) {
        into.sum += other.sum;
        into.count += other.count;
        return into;
    }

    @Override
    public Mean copy(Mean mean) {
        return merge(new Mean(), mean);
    }
}
