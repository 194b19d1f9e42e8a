package dev.sluice.benchmarks.peers.jet;

import com.hazelcast.jet.accumulator.LongAccumulator;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.WindowDefinition;
import dev.sluice.benchmarks.peers.Current;
import dev.sluice.benchmarks.peers.Feed;
import dev.sluice.benchmarks.peers.KeyedFeed;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Observer;

/** {@link KeyedWorkload} on Jet. */
final class JetKeyedJobs {
    private JetKeyedJobs() {}

    static Pipeline define(KeyedWorkload workload, int parallelism) {
        Pipeline pipeline = Pipeline.create();
        Feed.Factory<KV> feeds = (part, parts, position) ->
                new KeyedFeed<>(workload, Current.run().events(), part, parts, position, KV::new);
        switch (workload) {
            case KEYED_SUM ->
                pipeline.readFrom(Ends.events(feeds, parallelism))
                        .withoutTimestamps()
                        .groupingKey(KV::key)
                        .mapStateful(LongAccumulator::new, (sum, key, kv) -> {
                            sum.add(kv.value());
                            return new KV(key, sum.get());
                        })
                        .writeTo(Ends.observer((kv, outputs) -> outputs.add(kv.key(), kv.value(), 0), parallelism));
            case KEYED_WINDOW ->
                count(pipeline, feeds, parallelism, WindowDefinition.tumbling(KeyedWorkload.WINDOW_MILLIS));
            case SLIDING_WINDOW ->
                count(
                        pipeline,
                        feeds,
                        parallelism,
                        WindowDefinition.sliding(KeyedWorkload.SLIDING_MILLIS, KeyedWorkload.SLIDE_MILLIS));
            case SESSION_WINDOW ->
                count(pipeline, feeds, parallelism, WindowDefinition.session(KeyedWorkload.GAP_MILLIS));
        }
        return pipeline;
    }

    private static void count(Pipeline pipeline, Feed.Factory<KV> feeds, int parallelism, WindowDefinition windows) {
        pipeline.readFrom(Ends.timedEvents(feeds, parallelism))
                .withNativeTimestamps(0)
                .groupingKey(KV::key)
                .window(windows)
                .aggregate(AggregateOperations.counting())
                .writeTo(Ends.observer(
                        (KeyedWindowResult<Long, Long> result, Observer.Outputs outputs) ->
                                outputs.add(result.key(), result.result(), result.start()),
                        parallelism));
    }
}
