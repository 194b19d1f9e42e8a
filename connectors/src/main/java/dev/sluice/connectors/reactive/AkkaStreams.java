package dev.sluice.connectors.reactive;

import akka.stream.Materializer;
import akka.stream.javadsl.AsPublisher;
import akka.stream.javadsl.JavaFlowSupport;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import dev.sluice.api.connector.ReactiveSink;
import dev.sluice.api.connector.ReactiveSource;

/**
 * Any Akka Streams source or sink, with backpressure, materialized by the runtime's own actor system once for each
 * attempt.
 *
 * <p><b>At most once:</b> such a stream cannot be told to begin anywhere but at its start, so after a failure the
 * records since the last checkpoint are missing (or what the source gives from its start comes again), and what a sink
 * was given since then is given to it again.
 */
public final class AkkaStreams {
    private AkkaStreams() {}

    /**
     * @param source run on subtask 0
     * @param <T> the type of the records
     * @return the source, for {@code Dataflow.subscribe}
     */
    public static <T> ReactiveSource<T> from(Source<T, ?> source) {
        return context -> source.runWith(
                JavaFlowSupport.Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), context.service(Materializer.class));
    }

    /**
     * @param sink run on each subtask; its demand is the stream's backpressure
     * @param <T> the type of the records
     * @return the sink, for {@code DataStream.publish}
     */
    public static <T> ReactiveSink<T> to(Sink<T, ?> sink) {
        return context -> JavaFlowSupport.Source.<T>asSubscriber().to(sink).run(context.service(Materializer.class));
    }
}
