package dev.sluice.runtime.golden;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction.Context;
import dev.sluice.api.function.KeyedProcessFunction.TimerContext;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.Redistribution;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.window.ProcessWindowFunction;
import java.util.TreeMap;

/** The other functions of the golden job. */
final class Sides {
    private Sides() {}

    /** How many of both inputs came in a second. */
    static final class Both extends KeyedCoProcessFunction<Integer, Parcel, Parcel, String> {
        private final MapState<Long, Long> seconds = mapState("seconds", Long.class, Long.class);

        @Override
        public void processFirst(Parcel parcel, Context<Integer> context, Collector<String> out) {
            count(parcel, 1, context);
        }

        @Override
        public void processSecond(Parcel parcel, Context<Integer> context, Collector<String> out) {
            count(parcel, 1_000, context);
        }

        private void count(Parcel parcel, long by, Context<Integer> context) {
            long end = parcel.time() / 1_000 * 1_000 + 999;
            Long before = seconds.get(end);
            seconds.put(end, (before == null ? 0 : before) + by);
            context.timers().registerEventTimeTimer(end);
        }

        @Override
        public void onTimer(long time, TimerContext<Integer> context, Collector<String> out) {
            out.collect("both " + context.key() + " " + time + " " + seconds.get(time));
            seconds.remove(time);
        }
    }

    /** Judges parcels by limits that all subtasks know. */
    static final class Judge extends KeyedBroadcastProcessFunction<Integer, Parcel, Parcel, String> {
        private final MapState<Parcel.Size, Parcel> limits = broadcastState("limits", Parcel.Size.class, Parcel.class);
        private final ValueState<Parcel> before = valueState("before", Parcel.class);

        @Override
        public void process(Parcel parcel, ReadContext<Integer> context, Collector<String> out) {
            out.collect("judge " + parcel + " " + before.value() + " " + new TreeMap<>(limits.entries()));
            before.update(parcel);
        }

        @Override
        public void processBroadcast(Parcel limit, BroadcastContext context, Collector<String> out) {
            limits.put(limit.size(), limit);
        }
    }

    /** Keeps what a subtask has seen. */
    static final class Log extends StatefulProcessFunction<Parcel, String> {
        private final ListState<Parcel> seen = operatorList("seen", Parcel.class, Redistribution.REDISTRIBUTABLE);
        private final ListState<String> names = operatorList("names", String.class, Redistribution.IDENTICAL);

        @Override
        public void process(Parcel parcel, ProcessFunction.Context context, Collector<String> out) {
            if (parcel.id() % 5 == 0) {
                seen.add(parcel);
                names.add("n" + parcel.id());
                out.collect("log " + seen.get() + names.get());
            }
        }
    }

    /** State by window and by key. */
    static final class Firings extends ProcessWindowFunction<Integer, Long, String> {
        private final ValueState<Integer> firings = windowValueState("firings", Integer.class);
        private final ValueState<Long> sum = valueState("sum", Long.class);

        @Override
        public void process(
                Integer key, ProcessWindowFunction.Context context, Iterable<Long> sums, Collector<String> out) {
            Integer before = firings.value();
            Long total = sum.value();
            firings.update(before == null ? 1 : before + 1);
            sum.update((total == null ? 0 : total) + sums.iterator().next());
            out.collect("firings " + key + " " + context.window().end() + " " + firings.value() + " " + sum.value());
        }
    }
}
