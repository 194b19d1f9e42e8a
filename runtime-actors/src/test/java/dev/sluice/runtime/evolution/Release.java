package dev.sluice.runtime.evolution;

import dev.sluice.api.DataStream;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.Parameters;
import dev.sluice.api.function.AggregateFunction;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeySelector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.ProcessFunction;
import dev.sluice.api.function.StatefulProcessFunction;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.Redistribution;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** A job with state of every kind, over the classes of one of its releases. */
record Release<K, V, T extends Enum<T>, N extends Number>(
        Class<K> keyType,
        Class<V> visitType,
        Class<T> tierType,
        Class<N> numberType,
        KeySelector<V, K> key,
        LongFunction<V> visit,
        Function<V, String> user,
        Function<V, T> tier,
        LongFunction<N> number,
        Supplier<AggregateFunction<V, ?, String>> summing) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** @param gate whether the source goes on behind the first half */
    JobGraph define(AtomicBoolean gate, List<String> results) {
        return Dataflow.define(
                JobDefinition.named("evolving", (flow, params) -> job(flow, gate, results)), Parameters.none());
    }

    private void job(Dataflow flow, AtomicBoolean gate, List<String> results) {
        flow.maxParallelism(4).types(visitType, tierType, keyType);
        DataStream<Long> numbers = flow.source("in", new Numbers(gate))
                .eventTime(n -> n * 100, Watermarks.boundedOutOfOrderness(Duration.ofMillis(150)));
        DataStream<V> visits = numbers.map(visit::apply);
        KeyedStream<K, V> byUser = visits.keyBy(key);
        KeyedStream<Long, V> byTier =
                visits.keyBy(v -> Long.valueOf(tier.apply(v).name().length()));
        DataStream<String> all = byUser.process(new Keep<>(this)).name("keep");
        all = all.union(
                byTier.window(Windows.tumbling(SECOND)).aggregate(summing.get()).name("rows"),
                byUser.window(Windows.sliding(SECOND, Duration.ofMillis(500)))
                        .aggregate(summing.get())
                        .name("objects"),
                byUser.window(Windows.session(Duration.ofMillis(350)))
                        .aggregate(summing.get())
                        .name("sessions"),
                byTier.window(Windows.tumbling(SECOND))
                        .trigger(Triggers.<V>endOfWindow().early(Triggers.count(2)))
                        .aggregate(summing.get())
                        .name("panes"),
                byUser.aggregate(summing.get(), (user, sums) -> user + " " + sums)
                        .name("rolling"),
                byUser.reduce((a, b) -> b).name("reduced").map(Object::toString),
                byUser.join(byUser)
                        .between(SECOND.negated(), SECOND)
                        .inner((a, b) -> a + " with " + b)
                        .name("joined"),
                visits.process(new Remember<>(visitType)).name("remember").parallelism(1));
        all.sink("out", context -> (line, timestamp) -> results.add(line)).parallelism(1);
    }

    private static final class Keep<K, V, T extends Enum<T>, N extends Number>
            extends KeyedProcessFunction<K, V, String> {
        private static final StateTtl HOUR = StateTtl.of(Duration.ofHours(1)).inEventTime();

        private final Release<K, V, T, N> of;
        private final ValueState<V> last;
        private final ValueState<V> expiring;
        private final ValueState<N> count;
        private final ValueState<N> expiringCount;
        private final ListState<V> all;
        private final ListState<N> numbers;
        private final MapState<T, V> byTier;
        private final MapState<String, N> byName;
        private final ReducingState<V> reduced;
        private final AggregatingState<V, String> sums;

        Keep(Release<K, V, T, N> of) {
            this.of = of;
            last = valueState("last", of.visitType);
            expiring = valueState("expiring", of.visitType, HOUR);
            count = valueState("count", of.numberType);
            expiringCount = valueState("expiringCount", of.numberType, HOUR);
            all = listState("all", of.visitType);
            numbers = listState("numbers", of.numberType);
            byTier = mapState("byTier", of.tierType, of.visitType);
            byName = mapState("byName", String.class, of.numberType);
            reduced = reducingState("reduced", (a, b) -> a, of.visitType);
            sums = aggregatingState("sums", of.summing.get());
        }

        @Override
        public void process(V visit, Context<K> context, Collector<String> out) throws Exception {
            N before = count.value();
            N now = of.number.apply(before == null ? 1 : before.longValue() + 1);
            last.update(visit);
            expiring.update(visit);
            count.update(now);
            expiringCount.update(now);
            all.add(visit);
            numbers.add(now);
            byTier.put(of.tier.apply(visit), visit);
            byName.put(of.user.apply(visit) + now, now);
            reduced.add(visit);
            sums.add(visit);
            context.timers().registerEventTimeTimer(context.timestamp() / 1_000 * 1_000 + 999);
        }

        @Override
        public void onTimer(long time, TimerContext<K> context, Collector<String> out) {
            out.collect(String.join(
                    " | ",
                    context.key() + " " + time,
                    last.value() + " " + expiring.value(),
                    count.value() + " " + expiringCount.value(),
                    all.get().toString(),
                    numbers.get().toString(),
                    new TreeMap<>(byTier.entries()).toString(),
                    new TreeMap<>(byName.entries()).toString(),
                    reduced.get() + " " + sums.get()));
        }
    }

    private static final class Remember<V> extends StatefulProcessFunction<V, String> {
        private final ListState<V> seen;

        Remember(Class<V> type) {
            seen = operatorList("seen", type, Redistribution.IDENTICAL);
        }

        @Override
        public void process(V visit, ProcessFunction.Context context, Collector<String> out) {
            seen.add(visit);
            out.collect("seen " + seen.get().size() + seen.get().get(0));
        }
    }
}
