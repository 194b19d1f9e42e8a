package dev.sluice.testkit;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.MapState;
import dev.sluice.api.state.ReducingState;
import dev.sluice.api.state.ValueState;
import dev.sluice.api.window.Aggregates;

/** Counts by sensor, refuses negative values, complains of silence in processing time, and sums up at event times. */
final class Watch extends KeyedProcessFunction<String, Reading, String> {
    static final OutputTag<Reading> NEGATIVE = OutputTag.of("negative");
    static final long SILENCE = 10_000;

    private final ValueState<Long> count = valueState("count", Long.class);
    private final ValueState<Long> alarm = valueState("alarm", Long.class);
    private final ListState<Long> values = listState("values", Long.class);
    private final ReducingState<Long> largest = reducingState("largest", Math::max, Long.class);
    private final AggregatingState<Reading, Long> sum =
            aggregatingState("sum", Aggregates.<Reading>sum(Reading::value));
    private final MapState<Long, Long> byValue = mapState("by-value", Long.class, Long.class);

    @Override
    public void process(Reading reading, Context<String> context, Collector<String> out) throws Exception {
        if (reading.value() == 13) {
            throw new IllegalStateException("bad luck");
        }
        if (reading.value() < 0) {
            context.output(NEGATIVE, reading);
            return;
        }
        Long before = count.value();
        count.update(before == null ? 1 : before + 1);
        values.add(reading.value());
        largest.add(reading.value());
        sum.add(reading);
        Long seen = byValue.get(reading.value());
        byValue.put(reading.value(), seen == null ? 1 : seen + 1);
        if (alarm.value() != null) {
            context.timers().deleteProcessingTimeTimer(alarm.value());
        }
        long next = context.currentProcessingTime() + SILENCE;
        alarm.update(next);
        context.timers().registerProcessingTimeTimer(next);
        context.timers().registerEventTimeTimer(context.timestamp() + 5_000);
        out.collect(reading.sensor() + "#" + count.value());
    }

    @Override
    public void onTimer(long time, TimerContext<String> context, Collector<String> out) {
        if (context.isEventTime()) {
            out.collect(context.key() + " had " + values.get() + " by " + time / 1_000);
        } else {
            alarm.clear();
            out.collect(context.key() + " is silent at " + context.currentProcessingTime() / 1_000);
        }
    }
}
