package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.WinningBid;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** The best bid of each auction, when it expires. Bids may overtake their auction, so they wait until event time. */
final class WinningBids extends KeyedCoProcessFunction<Long, Auction, Bid, WinningBid> {
    private transient ValueState<Lot> lots;

    @Override
    public void open(OpenContext context) {
        lots = getRuntimeContext().getState(new ValueStateDescriptor<>("lot", Lot.TYPE));
    }

    private Lot lot() throws Exception {
        Lot lot = lots.value();
        if (lot == null) {
            lot = new Lot();
            lots.update(lot);
        }
        return lot;
    }

    @Override
    public void processElement1(Auction auction, Context context, Collector<WinningBid> out) throws Exception {
        Lot lot = lot();
        lot.auction = auction;
        lot.early.forEach(bid -> lot.offer(auction, bid));
        lot.early.clear();
        context.timerService().registerEventTimeTimer(auction.expires());
    }

    @Override
    public void processElement2(Bid bid, Context context, Collector<WinningBid> out) throws Exception {
        Lot lot = lot();
        if (lot.auction != null) {
            lot.offer(lot.auction, bid);
        } else {
            lot.early.add(bid);
            context.timerService().registerEventTimeTimer(bid.dateTime());
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<WinningBid> out) throws Exception {
        Lot lot = lots.value();
        if (lot == null) {
            return;
        }
        if (lot.auction == null) {
            lot.early.removeIf(bid -> bid.dateTime() <= time);
            if (lot.early.isEmpty()) {
                lots.clear();
            }
        } else if (lot.auction.expires() <= time) {
            if (lot.best != null) {
                out.collect(new WinningBid(lot.auction, lot.best));
            }
            lots.clear();
        }
    }
}
