package dev.sluice.connectors;

import dev.sluice.api.connector.Source;
import dev.sluice.api.connector.SourceContext;
import dev.sluice.api.connector.SourceReader;
import dev.sluice.api.connector.Split;
import dev.sluice.api.graph.DefinitionException;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Makes records out of their numbers: record <i>n</i> is a pure function of <i>n</i>, so what was made can be made
 * again, exactly once.
 *
 * <p>Of <i>P</i> subtasks, number <i>p</i> makes the records <i>p</i>, <i>p + P</i>, <i>p + 2P</i>... in this order:
 * all subtasks are at about the same record, and so at about the same event time if it grows with the number.
 *
 * @param <T> the type of the records
 */
public final class Generator<T> implements Source<T> {
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final LongFunction<? extends T> function;
    private final long count;
    private final double ratePerSecond;
    private final LongSupplier nanoTime;

    private Generator(LongFunction<? extends T> function, long count, double ratePerSecond, LongSupplier nanoTime) {
        if (count < 0) {
            throw new DefinitionException("a generator makes 0 records or more, not " + count);
        }
        this.function = function;
        this.count = count;
        this.ratePerSecond = ratePerSecond;
        this.nanoTime = nanoTime;
    }

    /** @return the numbers from 0, without end */
    public static Generator<Long> numbers() {
        return of(Long::valueOf);
    }

    /**
     * @param count how many
     * @return the numbers from 0 to {@code count - 1}
     */
    public static Generator<Long> numbers(long count) {
        return of(Long::valueOf, count);
    }

    /**
     * @param function makes a record of its number, from 0; the same one each time
     * @param <T> the type of the records
     * @return the records, without end
     */
    public static <T> Generator<T> of(LongFunction<? extends T> function) {
        return of(function, UNBOUNDED);
    }

    /**
     * @param function makes a record of its number, from 0; the same one each time
     * @param count how many
     * @param <T> the type of the records
     * @return the records
     */
    public static <T> Generator<T> of(LongFunction<? extends T> function, long count) {
        return new Generator<>(function, count, Double.POSITIVE_INFINITY, System::nanoTime);
    }

    /**
     * Paces the source. Record <i>n</i> is due <i>n / rate</i> after the start of an attempt (counted from the record
     * at which the attempt begins). What is held up by backpressure is made up for.
     *
     * @param rate how many records a second all subtasks make together, above 0
     * @return the generator with that rate
     */
    public Generator<T> ratePerSecond(double rate) {
        if (!(rate > 0)) {
            throw new DefinitionException("a generator's rate must be above 0 records a second, but is " + rate);
        }
        return new Generator<>(function, count, rate, nanoTime);
    }

    /**
     * @param nanos the clock that paces the source, in nanoseconds from any origin; {@code System::nanoTime} by default
     * @return the generator with that clock
     */
    public Generator<T> clock(LongSupplier nanos) {
        return new Generator<>(function, count, ratePerSecond, nanos);
    }

    @Override
    public List<Split> splits(int parallelism) {
        return IntStream.range(0, parallelism)
                .mapToObj(i -> new Split(i + "/" + parallelism, 0, length(i, parallelism)))
                .toList();
    }

    /** A position counts the records of the split. */
    private long length(int split, int splits) {
        return count == UNBOUNDED ? UNBOUNDED : count / splits + (split < count % splits ? 1 : 0);
    }

    @Override
    public SourceReader<T> open(Split split, long position, SourceContext context) {
        int slash = split.id().indexOf('/');
        int index = Integer.parseInt(split.id().substring(0, slash));
        int splits = Integer.parseInt(split.id().substring(slash + 1));
        return new GeneratorReader<>(
                function, index, splits, position, split.end(), new Pace(ratePerSecond, index, splits, nanoTime));
    }
}
