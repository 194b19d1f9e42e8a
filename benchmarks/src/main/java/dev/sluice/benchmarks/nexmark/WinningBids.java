package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction.Context;
import dev.sluice.api.function.KeyedProcessFunction.TimerContext;
import dev.sluice.api.state.ListState;
import dev.sluice.api.state.ValueState;
import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.WinningBid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best bid of each auction, when it expires. Bids may overtake their auction in the exchange, so they wait for it
 * until event time says that it has been over, or has never been.
 */
final class WinningBids extends KeyedCoProcessFunction<Long, Auction, Bid, WinningBid> {
    private final ValueState<Lot> lots = valueState("lot", Lot.class);
    private final ListState<Bid> early = listState("early", Bid.class);

    /** An auction that is open. It cannot be changed, so that no copy is made of it, and most bids change nothing. */
    record Lot(Auction auction, @Nullable Bid best) {
        private boolean isLedBy(Bid bid) {
            return bid.dateTime() >= auction.dateTime()
                    && bid.dateTime() <= auction.expires()
                    && (best == null || Bids.isBefore(bid, best));
        }
    }

    @Override
    public void processFirst(Auction auction, Context<Long> context, Collector<WinningBid> out) {
        Lot lot = new Lot(auction, null);
        List<Bid> bids = early.get();
        if (!bids.isEmpty()) {
            for (Bid bid : bids) {
                if (lot.isLedBy(bid)) {
                    lot = new Lot(auction, bid);
                }
            }
            early.clear();
        }
        lots.update(lot);
        context.timers().registerEventTimeTimer(auction.expires());
    }

    @Override
    public void processSecond(Bid bid, Context<Long> context, Collector<WinningBid> out) {
        Lot lot = lots.value();
        if (lot == null) {
            early.add(bid);
            context.timers().registerEventTimeTimer(bid.dateTime());
            return;
        }
        if (lot.isLedBy(bid)) {
            lots.update(new Lot(lot.auction, bid));
        }
    }

    @Override
    public void onTimer(long time, TimerContext<Long> context, Collector<WinningBid> out) {
        Lot lot = lots.value();
        if (lot == null) {
            // Whoever opened it by then would be known.
            List<Bid> bids = early.get();
            if (bids.size() == 1 && bids.get(0).dateTime() <= time) {
                early.clear();
            } else if (!bids.isEmpty()) {
                early.update(bids.stream().filter(bid -> bid.dateTime() > time).toList());
            }
        } else if (lot.auction.expires() <= time) {
            if (lot.best != null) {
                out.collect(new WinningBid(lot.auction, lot.best));
            }
            lots.clear();
        }
    }
}
