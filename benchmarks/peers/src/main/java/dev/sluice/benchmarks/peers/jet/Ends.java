package dev.sluice.benchmarks.peers.jet;

import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.core.ProcessorSupplier;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.Sinks;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamSource;
import dev.sluice.benchmarks.peers.Feed;

/** Where the jobs begin and end. */
final class Ends {
    private Ends() {}

    /** Events whose times nobody asks for. */
    static <T> StreamSource<T> events(Feed.Factory<T> feeds, int parallelism) {
        return Sources.streamFromProcessor(
                "events",
                ProcessorMetaSupplier.of(parallelism, ProcessorSupplier.of(() -> new FeedProcessor<>(feeds, null))));
    }

    /** Events with their times, and watermarks. */
    static <T> StreamSource<T> timedEvents(Feed.Factory<T> feeds, int parallelism) {
        return Sources.streamFromProcessorWithWatermarks(
                "events",
                true,
                policy -> ProcessorMetaSupplier.of(
                        parallelism, ProcessorSupplier.of(() -> new FeedProcessor<>(feeds, policy))));
    }

    static <T> Sink<T> observer(ObserverProcessor.Show<T> show, int parallelism) {
        return Sinks.fromProcessor(
                "discard",
                ProcessorMetaSupplier.of(parallelism, ProcessorSupplier.of(() -> new ObserverProcessor<>(show))));
    }
}
