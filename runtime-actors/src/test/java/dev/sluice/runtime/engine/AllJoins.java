package dev.sluice.runtime.engine;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.JoinedStreams;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction.Context;
import dev.sluice.api.function.KeyedProcessFunction.TimerContext;
import dev.sluice.api.join.JoinType;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One job with a join of every kind. Its results are the same in every run, at every parallelism; those of changes as a
 * table.
 *
 * @param count how many events in each split of each side
 * @param splits of each side
 * @param gateAt how many events of a split come before the gate
 * @param gate whether the gate is open
 * @param trap hit by results
 * @param modulus one of so many results is the trap's
 * @param out where all results go
 */
record AllJoins(long count, int splits, long gateAt, AtomicBoolean gate, Trap trap, int modulus, Sink<String> out)
        implements JobDefinition {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration BEFORE = Duration.ofMillis(-120);
    static final Duration AFTER = Duration.ofMillis(250);
    private static final StateTtl HOUR = StateTtl.of(Duration.ofHours(1)).inEventTime();

    @Override
    public String name() {
        return "all-joins";
    }

    static Event left(long i) {
        return Event.of(i);
    }

    /** Other keys, other times; keys 15 to 19 are of the left only, 20 to 24 of the right. */
    static Event right(long i) {
        Event event = Event.of(i + 5_000_000);
        int key = event.key() < 15 ? event.key() : event.key() + 5;
        return new Event(i, key, event.time() - 49_999_963);
    }

    static String pair(String join, Event left, Event right) {
        return join + " " + (left == null ? "-" : left.id()) + " " + (right == null ? "-" : right.id());
    }

    private KeyedStream<Integer, Event> source(Dataflow flow, String name, boolean isLeft) {
        return flow.source(name, new Steps<>(count, splits, gateAt, gate, i -> isLeft ? left(i) : right(i)))
                .eventTime(Event::time, Watermarks.boundedOutOfOrderness(Duration.ofSeconds(2)))
                .keyBy(Event::key);
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        KeyedStream<Integer, Event> left = source(flow, "left", true);
        KeyedStream<Integer, Event> right = source(flow, "right", false);
        JoinedStreams<Integer, Event, Event> both = left.join(right);
        List<DataStream<String>> joins = new ArrayList<>();
        joins.add(both.window(Windows.tumbling(SECOND)).<String>inner((a, b) -> pair("inner", a, b)));
        joins.add(both.window(Windows.tumbling(SECOND)).<String>full((a, b) -> pair("full", a, b)));
        joins.add(both.between(BEFORE, AFTER).inner((a, b) -> pair("near", a, b)));
        joins.add(both.asOf((a, b) -> pair("version", a, b)));
        joins.add(both.asOfOrNull((a, b) -> pair("version-or-null", a, b)));
        joins.add(both.inner((a, b) -> pair("all", a, b)));
        joins.add(both.inner((a, b) -> pair("all-for-an-hour", a, b), HOUR));
        joins.add(both.changes(JoinType.FULL, (a, b) -> pair("row", a, b), null)
                .name("changes")
                .map(change -> change.kind() + " " + change.row()));
        joins.add(both.changes(JoinType.LEFT, (a, b) -> pair("row-for-an-hour", a, b), HOUR)
                .name("changes-hour")
                .map(change -> change.kind() + " " + change.row()));
        joins.add(left.connect(right).process(new Seconds()));
        DataStream<String> all = joins.get(0).name("join-0");
        for (int i = 1; i < joins.size(); i++) {
            all = all.union(joins.get(i).name("join-" + i));
        }
        all.map(result -> {
                    trap.step(result.hashCode() % modulus == 0);
                    return result;
                })
                .name("trap")
                .sink("out", out);
    }

    /** Which events of both sides there were in each second. */
    static final class Seconds extends KeyedCoProcessFunction<Integer, Event, Event, String> {
        private final ListState<Event> left = listState("left", Event.class);
        private final ListState<Event> right = listState("right", Event.class);

        @Override
        public void processFirst(Event event, Context<Integer> context, Collector<String> out) {
            left.add(event);
            context.timers().registerEventTimeTimer(second(event));
        }

        @Override
        public void processSecond(Event event, Context<Integer> context, Collector<String> out) {
            right.add(event);
            context.timers().registerEventTimeTimer(second(event));
        }

        static long second(Event event) {
            return Math.floorDiv(event.time(), 1_000L) * 1_000 + 999;
        }

        @Override
        public void onTimer(long time, TimerContext<Integer> context, Collector<String> out) {
            out.collect("second " + context.key() + " " + time + " " + taken(left, time) + " " + taken(right, time));
        }

        private static long taken(ListState<Event> events, long time) {
            List<Event> rest = new ArrayList<>(events.get());
            long sum = rest.stream()
                    .filter(event -> second(event) == time)
                    .mapToLong(event -> event.id() + 1)
                    .sum();
            rest.removeIf(event -> second(event) == time);
            events.update(rest);
            return sum;
        }
    }
}
