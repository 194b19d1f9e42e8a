package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.Collector;
import dev.sluice.api.function.KeyedCoProcessFunction;
import dev.sluice.api.function.KeyedProcessFunction.Context;
import dev.sluice.api.function.KeyedProcessFunction.TimerContext;
import dev.sluice.api.state.ValueState;
import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.WinningBid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best bid of each auction, when it expires. Bids may overtake their auction in the exchange, so they wait for it
 * until event time says that it has been over, or has never been.
 */
final class WinningBids extends KeyedCoProcessFunction<Long, Auction, Bid, WinningBid> {
    private final ValueState<Lot> lots = valueState("lot", Lot.class);

    /** An auction that is open, or bids for one that is not known. */
    static final class Lot {
        private @Nullable Auction auction;
        private @Nullable Bid best;
        private @Nullable List<Bid> early;

        private void offer(Auction to, Bid bid) {
            if (bid.dateTime() >= to.dateTime()
                    && bid.dateTime() <= to.expires()
                    && (best == null || Bids.isBefore(bid, best))) {
                best = bid;
            }
        }
    }

    @Override
    public void processFirst(Auction auction, Context<Long> context, Collector<WinningBid> out) {
        Lot lot = lots.value();
        if (lot == null) {
            lot = new Lot();
        }
        lot.auction = auction;
        if (lot.early != null) {
            for (Bid bid : lot.early) {
                lot.offer(auction, bid);
            }
            lot.early = null;
        }
        lots.update(lot);
        context.timers().registerEventTimeTimer(auction.expires());
    }

    @Override
    public void processSecond(Bid bid, Context<Long> context, Collector<WinningBid> out) {
        Lot lot = lots.value();
        if (lot == null) {
            lot = new Lot();
        }
        if (lot.auction != null) {
            lot.offer(lot.auction, bid);
        } else {
            if (lot.early == null) {
                lot.early = new ArrayList<>(2);
            }
            lot.early.add(bid);
            context.timers().registerEventTimeTimer(bid.dateTime());
        }
        lots.update(lot);
    }

    @Override
    public void onTimer(long time, TimerContext<Long> context, Collector<WinningBid> out) {
        Lot lot = lots.value();
        if (lot == null) {
            return;
        }
        Auction auction = lot.auction;
        if (auction == null) {
            // Whoever opened it by then would be known.
            if (lot.early == null || lot.early.removeIf(bid -> bid.dateTime() <= time) && lot.early.isEmpty()) {
                lots.clear();
            } else {
                lots.update(lot);
            }
        } else if (auction.expires() <= time) {
            if (lot.best != null) {
                out.collect(new WinningBid(auction, lot.best));
            }
            lots.clear();
        }
    }
}
