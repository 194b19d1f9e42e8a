package dev.sluice.api.time;

import java.time.Duration;
import java.util.function.Supplier;

/** Makes watermark strategies. */
public final class Watermarks {
    private static final Duration PERIOD = Duration.ofMillis(200);

    private Watermarks() {}

    /**
     * @param bound how much later than the newest record an older one may still come
     * @param <T> the type of the records
     * @return a strategy whose watermark trails the largest timestamp by the bound
     */
    public static <T> WatermarkStrategy<T> boundedOutOfOrderness(Duration bound) {
        if (bound.isNegative()) {
            throw new IllegalArgumentException("the bound of out-of-orderness must not be negative, but is " + bound);
        }
        return of(new WatermarkStrategy.Bounded<>(bound.toMillis()));
    }

    /**
     * @param <T> the type of the records
     * @return a strategy for timestamps that never go back
     */
    public static <T> WatermarkStrategy<T> monotonous() {
        return of(new WatermarkStrategy.Bounded<>(0));
    }

    /**
     * @param function tells the watermark behind a record, if the record says one
     * @param <T> the type of the records
     * @return a strategy whose watermarks are in the records
     */
    public static <T> WatermarkStrategy<T> punctuated(WatermarkFunction<? super T> function) {
        return of(new WatermarkStrategy.Punctuated<>(function));
    }

    /**
     * @param generators makes a generator for each split, asked each 200 ms
     * @param <T> the type of the records
     * @return a strategy whose watermarks are told by these
     */
    public static <T> WatermarkStrategy<T> generator(Supplier<? extends WatermarkGenerator<? super T>> generators) {
        return generator(generators, PERIOD);
    }

    /**
     * @param generators makes a generator for each split
     * @param period how often {@link WatermarkGenerator#onPeriodic} is called, by the wall clock; at least 1 ms
     * @param <T> the type of the records
     * @return a strategy whose watermarks are told by these
     */
    public static <T> WatermarkStrategy<T> generator(
            Supplier<? extends WatermarkGenerator<? super T>> generators, Duration period) {
        if (period.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "the period of a watermark generator must be at least one millisecond, but is " + period);
        }
        return of(new WatermarkStrategy.Generated<>(generators, period.toMillis()));
    }

    /**
     * @param <T> the type of the records
     * @return a strategy for timestamps without watermarks: event time stands still until the end of the input
     */
    public static <T> WatermarkStrategy<T> noWatermarks() {
        return of(new WatermarkStrategy.None<>());
    }

    private static <T> WatermarkStrategy<T> of(WatermarkStrategy.Rule<T> rule) {
        return new WatermarkStrategy<>(rule, null, null);
    }
}
