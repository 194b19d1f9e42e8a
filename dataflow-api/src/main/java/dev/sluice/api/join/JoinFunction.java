package dev.sluice.api.join;

import dev.sluice.api.function.UserFunction;

/**
 * Makes a result of two records that belong together. In an inner join both are there. In an outer join one of them may
 * be null, which the types do not say, so that the functions of inner joins need not look.
 *
 * @param <A> the type of the left records
 * @param <B> the type of the right records
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface JoinFunction<A, B, R> extends UserFunction {

    /**
     * @param left a record; null in a right or full join, where nothing on the left belongs to the right one
     * @param right a record; null in a left or full join, where nothing on the right belongs to the left one
     * @return the result
     * @throws Exception fails the attempt, with the operator named
     */
    R join(A left, B right) throws Exception;
}
