package dev.sluice.examples.soak;

import dev.sluice.api.connector.PermanentException;
import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.function.OutputTag;
import dev.sluice.api.state.ValueState;
import java.util.Arrays;

/**
 * Counts and sums the numbers of each key, keeps bytes for it, and looks whether those that it kept are still what they
 * were. Some keys tell each step, all tell what they came to in the end.
 */
final class Totals extends KeyedProcessFunction<Long, Event, Step> {
    static final OutputTag<Step> STEPS = OutputTag.of("steps");

    /** One key in so many tells its steps. */
    static final int SAMPLED = 1_000;

    private static final long END_OF_TIME = Long.MAX_VALUE;

    private final Load load;
    private final ValueState<Total> total = valueState("total", Total.class);

    Totals(Load load) {
        this.load = load;
    }

    @Override
    public void process(Event event, Context<Long> context, Collector<Step> out) throws PermanentException {
        long key = context.key();
        Total before = total.value();
        long count = 1;
        long sum = event.number();
        if (before == null) {
            context.timers().registerEventTimeTimer(END_OF_TIME);
        } else {
            if (!Arrays.equals(before.payload(), load.payload(key, before.count()))) {
                throw new PermanentException("the state of key " + key + " is not what was put there: count "
                        + before.count() + ", sum " + before.sum());
            }
            count += before.count();
            sum += before.sum();
        }
        total.update(new Total(count, sum, load.payload(key, count)));
        if (key % SAMPLED == 0) {
            context.output(STEPS, new Step(key, count, sum, event.number()));
        }
    }

    @Override
    public void onTimer(long time, TimerContext<Long> context, Collector<Step> out) {
        Total end = total.value();
        if (end != null) {
            out.collect(new Step(context.key(), end.count(), end.sum(), -1));
        }
    }
}
