package dev.sluice.connectors.reactive;

import dev.sluice.api.connector.ReactiveSink;
import dev.sluice.api.connector.ReactiveSource;
import java.util.function.Supplier;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * Any publisher or subscriber of Reactive Streams, with backpressure.
 *
 * <p><b>At most once:</b> such a stream cannot be told to begin anywhere but where it is, so after a failure the
 * records since the last checkpoint are missing, and what a subscriber was given since then is given to it again.
 */
public final class ReactiveStreams {
    private ReactiveStreams() {}

    /**
     * @param publisher subscribed to once for each attempt, on subtask 0; so it must accept more than one subscription,
     *     one after the other
     * @param <T> the type of the records
     * @return the source, for {@code Dataflow.subscribe}
     */
    public static <T> ReactiveSource<T> from(Publisher<T> publisher) {
        return context -> FlowAdapters.toFlowPublisher(publisher);
    }

    /**
     * @param subscribers gives a new subscriber for each subtask and attempt: the protocol allows each one subscription
     *     only
     * @param <T> the type of the records
     * @return the sink, for {@code DataStream.publish}
     */
    public static <T> ReactiveSink<T> to(Supplier<? extends Subscriber<T>> subscribers) {
        return context -> FlowAdapters.toFlowSubscriber(subscribers.get());
    }
}
