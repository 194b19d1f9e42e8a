package dev.sluice.examples.bank;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ValueState;

/** Adds up both sides of an account, and tells its balance once no more transfers can come. */
final class Balances extends KeyedProcessFunction<Integer, Posting, Balance> {
    private static final long END_OF_TIME = Long.MAX_VALUE;

    private final ValueState<Long> balance = valueState("balance", Long.class);

    @Override
    public void process(Posting posting, Context<Integer> context, Collector<Balance> out) {
        Long before = balance.value();
        if (before == null) {
            context.timers().registerEventTimeTimer(END_OF_TIME);
        }
        balance.update((before == null ? Balance.OPENING : before) + posting.change());
    }

    @Override
    public void onTimer(long time, TimerContext<Integer> context, Collector<Balance> out) {
        Long end = balance.value();
        if (end != null) {
            out.collect(new Balance(context.key(), end));
        }
    }
}
