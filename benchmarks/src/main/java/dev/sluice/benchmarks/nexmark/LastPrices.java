package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.AggregatingState;
import dev.sluice.api.state.ListState;
import dev.sluice.benchmarks.nexmark.result.SellerPrice;
import dev.sluice.benchmarks.nexmark.result.WinningBid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The mean of a seller's last prices, for each auction that has a winner. Auctions count in the order in which they
 * expire, of those that expire together in that of their ids: so each waits for its time.
 */
final class LastPrices extends KeyedProcessFunction<Long, WinningBid, SellerPrice> {
    private final ListState<WinningBid> waiting = listState("waiting", WinningBid.class);
    private final AggregatingState<Long, Long> mean = aggregatingState("mean", new LastMean());

    @Override
    public void process(WinningBid winner, Context<Long> context, Collector<SellerPrice> out) {
        waiting.add(winner);
        context.timers().registerEventTimeTimer(winner.auction().expires());
    }

    @Override
    public void onTimer(long time, TimerContext<Long> context, Collector<SellerPrice> out) throws Exception {
        List<WinningBid> due = waiting.get();
        if (due.size() > 1) {
            List<WinningBid> later = new ArrayList<>(due.size());
            List<WinningBid> now = new ArrayList<>(due.size());
            due.forEach(winner -> (winner.auction().expires() > time ? later : now).add(winner));
            now.sort(Comparator.comparingLong(winner -> winner.auction().id()));
            waiting.update(later);
            due = now;
        } else {
            waiting.clear();
        }
        for (WinningBid winner : due) {
            mean.add(winner.bid().price());
            out.collect(
                    new SellerPrice(context.key(), winner.auction().id(), Objects.requireNonNull(mean.get()), time));
        }
    }
}
