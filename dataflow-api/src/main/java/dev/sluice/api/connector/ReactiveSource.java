package dev.sluice.api.connector;

import java.util.concurrent.Flow;

/**
 * A stream of another reactive system. It cannot be read again, so after a failure the records that were not yet in a
 * checkpoint are missing: at most once.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface ReactiveSource<T> {

    /**
     * @param context where it runs; subtask 0 only
     * @return what is subscribed to, once for each attempt, with backpressure
     * @throws Exception fails the attempt
     */
    Flow.Publisher<T> publisher(SourceContext context) throws Exception;
}
