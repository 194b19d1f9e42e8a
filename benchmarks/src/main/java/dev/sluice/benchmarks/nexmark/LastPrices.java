package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedProcessFunction;
import dev.sluice.api.state.ValueState;
import dev.sluice.benchmarks.nexmark.result.SellerPrice;
import dev.sluice.benchmarks.nexmark.result.WinningBid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The mean of a seller's last prices, for each auction that has a winner. Auctions count in the order in which they
 * expire, of those that expire together in that of their ids: so each waits for its time.
 */
final class LastPrices extends KeyedProcessFunction<Long, WinningBid, SellerPrice> {
    private final ValueState<Sales> sales = valueState("sales", Sales.class);

    /** What a seller has sold. */
    static final class Sales {
        private final long[] prices = new long[SellerPrice.LAST];
        private long sum;
        private long count;
        private final List<WinningBid> waiting = new ArrayList<>(2);

        private long meanWith(long price) {
            int place = (int) (count++ % SellerPrice.LAST);
            sum += price - prices[place];
            prices[place] = price;
            return sum / Math.min(count, SellerPrice.LAST);
        }
    }

    @Override
    public void process(WinningBid winner, Context<Long> context, Collector<SellerPrice> out) {
        Sales known = sales.value();
        if (known == null) {
            known = new Sales();
        }
        known.waiting.add(winner);
        sales.update(known);
        context.timers().registerEventTimeTimer(winner.auction().expires());
    }

    @Override
    public void onTimer(long time, TimerContext<Long> context, Collector<SellerPrice> out) {
        Sales known = sales.value();
        if (known == null) {
            return;
        }
        if (known.waiting.size() > 1) {
            known.waiting.sort(
                    Comparator.comparingLong(winner -> winner.auction().id()));
        }
        for (Iterator<WinningBid> all = known.waiting.iterator(); all.hasNext(); ) {
            WinningBid winner = all.next();
            if (winner.auction().expires() == time) {
                all.remove();
                long mean = known.meanWith(winner.bid().price());
                out.collect(new SellerPrice(context.key(), winner.auction().id(), mean, time));
            }
        }
        sales.update(known);
    }
}
