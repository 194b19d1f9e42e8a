package dev.sluice.runtime.engine;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One job with an operator of every kind that has state. Its results are the same in every run, at every parallelism.
 *
 * @param count how many events
 * @param gateAt how many of them come before the gate
 * @param gate whether the gate is open
 * @param trap hit by the sums, behind the gate
 * @param out where all results go
 */
record Everything(long count, long gateAt, AtomicBoolean gate, Trap trap, Sink<String> out) implements JobDefinition {
    private static final OutputTag<Event> LATE = OutputTag.of("late");

    record Rule(int key, int factor) {}

    @Override
    public String name() {
        return "everything";
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        DataStream<Event> events = flow.source("events", new Steps<>(count, 1, gateAt, gate, Event::of))
                .eventTime(Event::time, Watermarks.boundedOutOfOrderness(Duration.ofMillis(300)))
                .parallelism(1);
        DataStream<Rule> rules = flow.source("rules", Steps.of(20, i -> new Rule((int) i, (int) i + 2)))
                .eventTime(rule -> 0L, Watermarks.monotonous())
                .parallelism(1);
        DataStream<String> sums = events.keyBy(Event::key)
                .aggregate(Aggregates.sum(Event::id), (key, sum) -> {
                    trap.step(key == 7 && sum > gateAt * gateAt / 40);
                    return "sum " + key + " " + sum;
                })
                .name("sums");
        DataStream<String> counts = events.keyBy(Event::key)
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .allowedLateness(Duration.ofMillis(300))
                .sideOutputLateData(LATE)
                .aggregate(Aggregates.count(), (window, key, n) -> "count " + key + " " + window.end() + " " + n)
                .name("counts");
        DataStream<String> late = counts.sideOutput(LATE).map(event -> "late " + event.id());
        DataStream<String> sliding = events.keyBy(Event::key)
                .window(Windows.sliding(Duration.ofSeconds(2), Duration.ofMillis(500)))
                .<String>apply((key, window, elements, collector) -> {
                    long sum = 0;
                    for (Event element : elements) {
                        sum += element.id();
                    }
                    collector.collect("sliding " + key + " " + window.end() + " " + sum);
                })
                .name("sliding");
        DataStream<String> sessions = events.keyBy(Event::key)
                .window(Windows.session(Duration.ofMillis(150)))
                .reduce((a, b) -> new Event(a.id() + b.id(), a.key(), Math.max(a.time(), b.time())))
                .name("sessions")
                .map(event -> "session " + event);
        DataStream<String> states =
                events.keyBy(Event::key).process(new States()).name("states");
        DataStream<String> ruled = events.keyBy(Event::key)
                .connect(rules.broadcast())
                .process(new Ruled())
                .name("ruled");
        sums.union(counts, late, sliding, sessions, states, ruled)
                .sink("out", out)
                .parallelism(1);
    }

    /** Collects what it gets until a timer fires, then says what there was. */
    static final class States extends KeyedProcessFunction<Integer, Event, String> {
        private final ValueState<Long> n = valueState("n", Long.class);
        private final ListState<Long> ids = listState("ids", Long.class);
        private final MapState<Long, Integer> lastDigits = mapState("digits", Long.class, Integer.class);

        @Override
        public void process(Event event, Context<Integer> context, Collector<String> out) {
            Long before = n.value();
            n.update(before == null ? 1 : before + 1);
            ids.add(event.id());
            Integer seen = lastDigits.get(event.id() % 10);
            lastDigits.put(event.id() % 10, seen == null ? 1 : seen + 1);
            context.timers().registerEventTimeTimer(Math.floorDiv(event.time(), 1000) * 1000 + 2000);
        }

        @Override
        public void onTimer(long time, TimerContext<Integer> context, Collector<String> out) {
            out.collect("states " + context.key() + " " + time + " " + n.value() + " " + ids.get() + " "
                    + new TreeMap<>(lastDigits.entries()));
            ids.clear();
            if (n.value() % 3 == 0) {
                lastDigits.clear();
            }
        }
    }

    /** At the end of time all rules are known. */
    static final class Ruled extends KeyedBroadcastProcessFunction<Integer, Event, Rule, String> {
        private final ValueState<Long> sum = valueState("sum", Long.class);
        private final MapState<Integer, Integer> rules = broadcastState("rules", Integer.class, Integer.class);

        @Override
        public void process(Event event, ReadContext<Integer> context, Collector<String> out) {
            Long before = sum.value();
            sum.update(before == null ? event.id() : before + event.id());
            context.timers().registerEventTimeTimer(1_000_000_000_000L);
        }

        @Override
        public void processBroadcast(Rule rule, BroadcastContext context, Collector<String> out) {
            rules.put(rule.key(), rule.factor());
        }

        @Override
        public void onTimer(long time, ReadContext<Integer> context, Collector<String> out) {
            Integer factor = rules.get(context.key());
            out.collect("ruled " + context.key() + " " + sum.value() + " x " + factor);
        }
    }
}
