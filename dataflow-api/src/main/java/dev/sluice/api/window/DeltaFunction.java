package dev.sluice.api.window;

import dev.sluice.api.function.UserFunction;

/**
 * How far two records are from each other.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface DeltaFunction<T> extends UserFunction {

    /**
     * @param from the earlier one
     * @param to the later one
     * @return the distance, compared with a threshold
     * @throws Exception fails the attempt, with the operator named
     */
    double delta(T from, T to) throws Exception;
}
