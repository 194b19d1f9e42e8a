package dev.sluice.examples.prices;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedBroadcastProcessFunction;
import dev.sluice.api.state.MapState;
import java.time.Instant;

/**
 * Quotes and rules come at their own speed. So a quote waits until event time, which is that of the slower of the two
 * inputs, has reached it: by then every rule of its moment is known, and the result does not depend on who was faster.
 */
final class JudgeByRules extends KeyedBroadcastProcessFunction<String, Quote, PriceRule, PriceAlert> {
    private final MapState<Long, Long> waiting = mapState("waiting", Long.class, Long.class);
    private final MapState<String, LimitHistory> rules = broadcastState("rules", String.class, LimitHistory.class);

    @Override
    public void process(Quote quote, ReadContext<String> context, Collector<PriceAlert> out) {
        waiting.put(quote.time(), quote.cents());
        context.timers().registerEventTimeTimer(quote.time());
    }

    @Override
    public void processBroadcast(PriceRule rule, BroadcastContext context, Collector<PriceAlert> out) {
        LimitHistory before = rules.get(rule.symbol());
        LimitHistory history = before == null ? LimitHistory.EMPTY : before;
        rules.put(rule.symbol(), history.with(rule.from().toEpochMilli(), rule.aboveCents()));
    }

    @Override
    public void onTimer(long time, ReadContext<String> context, Collector<PriceAlert> out) {
        Long cents = waiting.get(time);
        waiting.remove(time);
        LimitHistory history = rules.get(context.key());
        Long limit = history == null ? null : history.at(time);
        if (cents != null && limit != null && cents > limit) {
            out.collect(new PriceAlert(Instant.ofEpochMilli(time), context.key(), cents, limit));
        }
    }
}
