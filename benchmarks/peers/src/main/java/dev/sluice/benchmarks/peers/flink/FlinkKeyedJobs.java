package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.peers.Current;
import dev.sluice.benchmarks.peers.KeyedFeed;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** {@link KeyedWorkload} on Flink. */
final class FlinkKeyedJobs {
    private FlinkKeyedJobs() {}

    static void define(KeyedWorkload workload, StreamExecutionEnvironment environment) {
        WatermarkStrategy<Pair> watermarks = workload == KeyedWorkload.KEYED_SUM
                ? WatermarkStrategy.noWatermarks()
                : WatermarkStrategy.forMonotonousTimestamps();
        KeyedStream<Pair, Long> keyed = environment
                .fromSource(source(workload), watermarks, "events", Pair.TYPE)
                .keyBy(pair -> pair.key, Types.LONG);
        switch (workload) {
            case KEYED_SUM ->
                keyed.process(new RunningSum())
                        .returns(Pair.TYPE)
                        .sinkTo(new ObserverSink<>((pair, outputs) -> outputs.add(pair.key, pair.value, 0)));
            case KEYED_WINDOW ->
                count(keyed, TumblingEventTimeWindows.of(Duration.ofMillis(KeyedWorkload.WINDOW_MILLIS)));
            case SLIDING_WINDOW ->
                count(
                        keyed,
                        SlidingEventTimeWindows.of(
                                Duration.ofMillis(KeyedWorkload.SLIDING_MILLIS),
                                Duration.ofMillis(KeyedWorkload.SLIDE_MILLIS)));
            case SESSION_WINDOW ->
                count(keyed, EventTimeSessionWindows.withGap(Duration.ofMillis(KeyedWorkload.GAP_MILLIS)));
        }
    }

    /** One object for all events of a feed: with object reuse it is serialized before the next event is made. */
    private static FeedSource<Pair> source(KeyedWorkload workload) {
        return new FeedSource<>((part, parts, position) -> {
            Pair pair = new Pair();
            return new KeyedFeed<>(workload, Current.run().events(), part, parts, position, (key, number) -> {
                pair.key = key;
                pair.value = number;
                return pair;
            });
        });
    }

    private static void count(KeyedStream<Pair, Long> keyed, WindowAssigner<Object, TimeWindow> windows) {
        keyed.window(windows)
                .aggregate(new Count<>(), new ToWindowCount(), Counter.TYPE, WindowCount.TYPE)
                .sinkTo(new ObserverSink<>((out, outputs) -> outputs.add(out.key, out.count, out.start)));
    }
}
