package dev.sluice.runtime.operator;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.StateTtl;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps state of every kind. A positive reading is written to all, zero tells what is there, a negative one does so in
 * a timer of the time that it negates.
 */
final class AllStates extends KeyedProcessFunction<String, Reading, String> {
    private final ValueState<Long> value;
    private final ListState<Tally> list;
    private final MapState<Long, Tally> map;
    private final ReducingState<Tally> reduced;
    private final AggregatingState<Long, Double> average;

    AllStates(@Nullable StateTtl ttl) {
        if (ttl == null) {
            value = valueState("value", Long.class);
            list = listState("list", Tally.class);
            map = mapState("map", Long.class, Tally.class);
            reduced = reducingState("reduced", AllStates::add, Tally.class);
            average = aggregatingState("average", Aggregates.average((Long n) -> n));
        } else {
            value = valueState("value", Long.class, ttl);
            list = listState("list", Tally.class, ttl);
            map = mapState("map", Long.class, Tally.class, ttl);
            reduced = reducingState("reduced", AllStates::add, Tally.class, ttl);
            average = aggregatingState("average", Aggregates.average((Long n) -> n), ttl);
        }
    }

    static Tally add(Tally sum, Tally other) {
        sum.sum += other.sum;
        return sum;
    }

    static JobDefinition job(@Nullable StateTtl ttl) {
        return (flow, params) -> flow.source("source", Ends.<Reading>source())
                .eventTime(reading -> 0L, Watermarks.monotonous())
                .keyBy(Reading::sensor)
                .process(new AllStates(ttl))
                .name("it")
                .sink("sink", Ends.sink());
    }

    static OperatorHarness under(@Nullable StateTtl ttl) {
        return OperatorHarness.of(job(ttl), "it")
                .keyedBy(result -> result.toString().split(":")[0]);
    }

    @Override
    public void process(Reading reading, Context<String> context, Collector<String> out) throws Exception {
        if (reading.value() < 0) {
            context.timers().registerEventTimeTimer(-reading.value());
        } else if (reading.value() == 0) {
            tell(context, out);
        } else {
            write(reading.value());
        }
    }

    private void write(long number) throws Exception {
        value.update(number);
        Tally tally = new Tally("t", number);
        list.add(tally);
        map.put(number, tally);
        reduced.add(tally);
        average.add(number);
        tally.sum = -1; // no state may share it
    }

    private void tell(Context<String> context, Collector<String> out) {
        Tally sum = reduced.get();
        out.collect(context.key() + ":" + value.value() + list.get() + new TreeMap<>(map.entries())
                + (sum == null ? "null" : sum.sum) + "/" + average.get());
    }

    @Override
    public void onTimer(long time, TimerContext<String> context, Collector<String> out) {
        tell(context, out);
    }
}
