package dev.sluice.api.state;

import org.jspecify.annotations.Nullable;

/**
 * What state does with that which is added to it: a reduction or an aggregate as the engine sees it.
 *
 * @param <I> the type of what is added
 * @param <A> the type of what is kept; it may be mutable
 * @param <R> the type of the result
 */
public interface StateFold<I, A, R> {

    /**
     * @param kept what is kept so far, null if there is nothing; may be changed and returned
     * @param value what is added
     * @return what is kept from now on
     * @throws Exception what the user's function throws
     */
    A add(@Nullable A kept, I value) throws Exception;

    /**
     * @param kept what is kept
     * @return the result
     */
    R result(A kept);

    /**
     * @param kept what is kept
     * @return a copy that shares nothing mutable with it, or null to leave it to the serializer
     */
    @Nullable
    A copy(A kept);
}
