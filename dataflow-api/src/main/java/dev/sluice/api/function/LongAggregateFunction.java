package dev.sluice.api.function;

/**
 * An aggregate whose accumulator is one {@code long}: the engine keeps it in a flat array, without an object for each
 * key. Counts and sums of whole numbers are of this kind.
 *
 * @param <T> the type of the records
 */
public interface LongAggregateFunction<T> extends AggregateFunction<T, Long, Long> {

    /** @return the accumulator that has seen nothing */
    long initial();

    /**
     * @param record the next record
     * @param accumulator what was folded so far
     * @return the new accumulator
     * @throws Exception fails the attempt, with the operator and the record named
     */
    long addLong(T record, long accumulator) throws Exception;

    /**
     * @param left one accumulator
     * @param right another
     * @return both combined
     */
    long mergeLong(long left, long right);

    @Override
    default Long createAccumulator() {
        return initial();
    }

    @Override
    default Long add(T record, Long accumulator) throws Exception {
        return addLong(record, accumulator);
    }

    @Override
    default Long result(Long accumulator) {
        return accumulator;
    }

    @Override
    default Long merge(Long into, Long other) {
        return mergeLong(into, other);
    }

    @Override
    default Long copy(Long accumulator) {
        return accumulator;
    }
}
