package dev.sluice.examples.cards;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ValueState;
import java.time.Instant;

/**
 * Remembers the last tiny payment of a card for a minute; a timer forgets it, so that state does not grow with the
 * cards ever seen.
 */
final class TrialThenLargePayment extends KeyedProcessFunction<Integer, Payment, Alert> {
    static final long TINY_BELOW_CENTS = 100;
    static final long LARGE_ABOVE_CENTS = 50_000;
    static final long WITHIN_MILLIS = 60_000;

    private final ValueState<Long> trial = valueState("trial", Long.class);

    @Override
    public void process(Payment payment, Context<Integer> context, Collector<Alert> out) {
        Long tried = trial.value();
        if (payment.cents() < TINY_BELOW_CENTS) {
            if (tried != null) {
                context.timers().deleteEventTimeTimer(tried + WITHIN_MILLIS);
            }
            trial.update(payment.time());
            context.timers().registerEventTimeTimer(payment.time() + WITHIN_MILLIS);
        } else if (payment.cents() > LARGE_ABOVE_CENTS
                && tried != null
                && payment.time() - tried <= WITHIN_MILLIS) { // the timer may be due, but waits for the watermark
            out.collect(new Alert(
                    payment.card(),
                    Instant.ofEpochMilli(tried),
                    Instant.ofEpochMilli(payment.time()),
                    payment.cents()));
        }
    }

    @Override
    public void onTimer(long time, TimerContext<Integer> context, Collector<Alert> out) {
        trial.clear();
    }
}
