package dev.sluice.runtime.engine;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.Parameters;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.function.Collector;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Evictors;
import dev.sluice.api.window.ProcessWindowFunction;
import dev.sluice.api.window.Trigger;
import dev.sluice.api.window.TriggerResult;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One job with windows of every kind that have triggers, evictors or state. Its results are the same in every run, at
 * every parallelism.
 *
 * @param count how many events
 * @param gateAt how many of them come before the gate
 * @param gate whether the gate is open
 * @param trap hit by windows with some of the events behind the gate
 * @param trapAt how far such events are from each other
 * @param out where all results go
 */
record AllWindows(long count, long gateAt, AtomicBoolean gate, Trap trap, long trapAt, Sink<String> out)
        implements JobDefinition {

    @Override
    public String name() {
        return "all-windows";
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        DataStream<Event> events = flow.source("events", new Steps<>(count, 1, gateAt, gate, Event::of))
                .eventTime(Event::time, Watermarks.boundedOutOfOrderness(Duration.ofMillis(300)))
                .parallelism(1);
        KeyedStream<Integer, Event> keyed = events.keyBy(Event::key);
        DataStream<String> early = ids(
                "early",
                keyed.window(Windows.sliding(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                        .allowedLateness(Duration.ofMillis(400))
                        .trigger(Triggers.<Event>endOfWindow()
                                .early(Triggers.continuousEventTime(Duration.ofMillis(300)))
                                .late(Triggers.count(2))));
        DataStream<String> evicted = ids(
                "evicted",
                keyed.window(Windows.tumbling(Duration.ofSeconds(1)))
                        .trigger(Triggers.<Event>endOfWindow().early(Triggers.count(5)))
                        .evictor(Evictors.count(3)));
        DataStream<String> pairs = ids("pairs", keyed.window(Windows.count(7)));
        DataStream<String> last = ids("last", keyed.window(Windows.count(5, 3)));
        DataStream<String> sessions = ids(
                "sessions",
                keyed.window(Windows.<Event>session(event -> 20 + event.id() % 200))
                        .allowedLateness(Duration.ofMillis(200))
                        .trigger(new EachThird()));
        DataStream<String> stateful = keyed.window(Windows.cumulative(Duration.ofSeconds(2), Duration.ofMillis(500)))
                .allowedLateness(Duration.ofMillis(100))
                .aggregate(Aggregates.sum(Event::id), new Stateful())
                .name("stateful");
        DataStream<String> all = events.windowAll(Windows.tumbling(Duration.ofMillis(500)))
                .trigger(Triggers.purging(Triggers.count(10)))
                .aggregate(Aggregates.sum(Event::id), (window, key, sum) -> "all " + window.end() + " " + sum)
                .name("all");
        early.union(evicted, pairs, last, sessions, stateful, all)
                .sink("out", out)
                .parallelism(1);
    }

    private DataStream<String> ids(String name, WindowedStream<Integer, Event> windowed) {
        return windowed.<String>apply((key, window, events, collector) -> {
                    StringJoiner ids = new StringJoiner(",");
                    for (Event event : events) {
                        trap.step(event.id() >= gateAt && event.id() % trapAt == trapAt - 1);
                        ids.add(String.valueOf(event.id()));
                    }
                    collector.collect(name + " " + key + " " + window.start() + " " + window.end() + " " + ids);
                })
                .name(name);
    }

    /** Fires at the session's end and for each third record, and remembers them. */
    static final class EachThird extends Trigger<Event> {
        private final ListState<Long> ids = listState("ids", Long.class);

        @Override
        public TriggerResult onElement(Event event, long timestamp, Window window, Trigger.Context context) {
            ids.add(event.id());
            if (window.maxTimestamp() > context.currentWatermark()) {
                context.timers().registerEventTimeTimer(window.maxTimestamp());
            }
            return ids.get().size() % 3 == 0 ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, Window window, Trigger.Context context) {
            return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }

        @Override
        public boolean canMerge() {
            return true;
        }

        @Override
        public void onMerge(Window merged, MergeContext context) {
            context.merge(ids);
        }
    }

    /** State by window and by key. */
    static final class Stateful extends ProcessWindowFunction<Integer, Long, String> {
        private final ValueState<Integer> firings = windowValueState("firings", Integer.class);
        private final ValueState<Long> sum = valueState("sum", Long.class);

        @Override
        public void process(
                Integer key, ProcessWindowFunction.Context context, Iterable<Long> sums, Collector<String> out) {
            Integer before = firings.value();
            Long total = sum.value();
            firings.update(before == null ? 1 : before + 1);
            sum.update((total == null ? 0 : total) + sums.iterator().next());
            out.collect("stateful " + key + " " + context.window().end() + " " + firings.value() + " " + sum.value());
        }
    }
}
