package dev.sluice.runtime.engine;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Sink;
import dev.sluice.api.connector.Source;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.Redistribution;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Windows;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.connectors.Discard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * State of every kind, made of numbers that are each their own event time.
 *
 * @param numbers the source
 * @param out what {@link Keeper} says of each number, with all of its state
 */
record Ledger(Source<Long> numbers, CollectingSink<String> out) implements JobDefinition {
    static final int RULES = 5;
    static final long LATER = 1_000_000;

    enum Size {
        SMALL,
        LARGE
    }

    record Note(String text, Optional<Integer> page) {}

    record Item(long id, Size size, List<Note> notes) {
        static Item of(long n) {
            return new Item(
                    n,
                    n % 2 == 0 ? Size.SMALL : Size.LARGE,
                    List.of(new Note("n" + n, n % 3 == 0 ? Optional.empty() : Optional.of((int) n))));
        }
    }

    static String keyOf(long n) {
        return "k" + n % 7;
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public void define(Dataflow flow, Parameters params) {
        DataStream<Long> in = flow.source("numbers", numbers).eventTime(n -> n, Watermarks.monotonous());
        in.keyBy(Ledger::keyOf).process(new Keeper()).uid("keeper").sink("kept", out);
        in.keyBy(n -> n % 7)
                .aggregate(Aggregates.sum(n -> n), (key, sum) -> sum)
                .uid("sums")
                .sink("a", nowhere());
        in.keyBy(n -> n % 7)
                .aggregate(Aggregates.average(n -> n), (key, mean) -> mean)
                .uid("means")
                .sink("b", nowhere());
        in.keyBy(n -> (int) (n % 7)).reduce(Long::max).uid("largest").sink("c", nowhere());
        in.keyBy(n -> n % 3)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .aggregate(Aggregates.count(), (window, key, n) -> n)
                .uid("slices")
                .sink("d", nowhere());
        in.keyBy(Ledger::keyOf)
                .window(Windows.session(Duration.ofMillis(20)))
                .aggregate(Aggregates.average(n -> n), (window, key, mean) -> mean)
                .uid("sessions")
                .sink("e", nowhere());
        in.keyBy(n -> n % 3)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .trigger(Triggers.count(1000))
                .aggregate(Aggregates.count(), (window, key, n) -> n)
                .uid("panes")
                .sink("f", nowhere());
        DataStream<Long> rules =
                flow.source("rules", Steps.of(RULES, n -> n)).eventTime(n -> n, Watermarks.monotonous());
        in.keyBy(n -> n % 7)
                .connect(rules.broadcast())
                .process(new Ruled())
                .uid("ruled")
                .sink("g", nowhere());
        in.process(new Numbering()).uid("numbering").sink("h", nowhere());
    }

    private static Sink<Object> nowhere() {
        return Discard.sink();
    }

    /** Keeps every kind of state by key, and says what it keeps. */
    static final class Keeper extends KeyedProcessFunction<String, Long, String> {
        private static final StateTtl DAY = StateTtl.of(Duration.ofDays(1));

        private final ValueState<Long> last = valueState("last", Long.class);
        private final ValueState<Item> item = valueState("item", Item.class);
        private final ListState<Long> all = listState("all", Long.class);
        private final MapState<Size, Item> bySize = mapState("by size", Size.class, Item.class);
        private final ReducingState<Long> sum = reducingState("sum", Long::sum, Long.class);
        private final AggregatingState<Long, Double> mean = aggregatingState("mean", Aggregates.average(n -> n));
        private final ValueState<Long> lastToday = valueState("last today", Long.class, DAY);
        private final ListState<Item> allToday = listState("all today", Item.class, DAY);
        private final MapState<Long, Long> today = mapState("today", Long.class, Long.class, DAY);

        @Override
        public void process(Long n, Context<String> context, Collector<String> out) throws Exception {
            last.update(n);
            item.update(Item.of(n));
            all.add(n);
            bySize.put(Item.of(n).size(), Item.of(n));
            sum.add(n);
            mean.add(n);
            lastToday.update(n);
            allToday.add(Item.of(n));
            today.put(n % 2, n);
            context.timers().registerEventTimeTimer(n / 10 * 10 + LATER);
            context.timers().registerProcessingTimeTimer(Long.MAX_VALUE - n % 2);
            out.collect(n + " " + item.value() + " " + all.get() + " " + bySize.entries() + " " + sum.get() + " "
                    + mean.get() + " " + lastToday.value() + " " + allToday.get() + " " + today.entries());
        }

        @Override
        public void onTimer(long time, TimerContext<String> context, Collector<String> out) {
            if (context.isEventTime()) {
                out.collect("timer " + context.key() + " " + time);
            }
        }
    }

    private static final class Ruled extends KeyedBroadcastProcessFunction<Long, Long, Long, String> {
        private final MapState<String, Item> rules = broadcastState("rules", String.class, Item.class);
        private final MapState<Long, Long> others = broadcastState("others", Long.class, Long.class);
        private final ValueState<Long> last = valueState("last", Long.class);

        @Override
        public void process(Long n, ReadContext<Long> context, Collector<String> out) {
            last.update(n);
        }

        @Override
        public void processBroadcast(Long n, BroadcastContext context, Collector<String> out) {
            rules.put("rule " + n, Item.of(n));
            others.put(n, n);
        }
    }

    private static final class Numbering extends StatefulProcessFunction<Long, String> {
        private final ListState<Item> seen = operatorList("seen", Item.class, Redistribution.REDISTRIBUTABLE);

        @Override
        public void process(Long n, ProcessFunction.Context context, Collector<String> out) {
            if (n % 10 == 0) {
                seen.add(Item.of(n));
            }
        }
    }
}
