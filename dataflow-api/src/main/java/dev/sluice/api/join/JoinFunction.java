package dev.sluice.api.join;

import dev.sluice.api.function.UserFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes a result of two records that belong together.
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
    R join(@Nullable A left, @Nullable B right) throws Exception;
}
