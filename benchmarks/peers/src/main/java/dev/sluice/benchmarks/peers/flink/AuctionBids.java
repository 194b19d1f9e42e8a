package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.AuctionBid;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Query 20. An id has one auction, so bids need to wait for it only. */
final class AuctionBids extends KeyedCoProcessFunction<Long, Auction, Bid, Object> {
    private transient ValueState<Auction> auction;
    private transient ListState<Bid> waiting;

    @Override
    public void open(OpenContext context) {
        auction = getRuntimeContext().getState(new ValueStateDescriptor<>("auction", AuctionType.TYPE));
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", BidType.TYPE));
    }

    @Override
    public void processElement1(Auction opened, Context context, Collector<Object> out) throws Exception {
        auction.update(opened);
        for (Bid bid : waiting.get()) {
            out.collect(new AuctionBid(opened, bid));
        }
        waiting.clear();
    }

    @Override
    public void processElement2(Bid bid, Context context, Collector<Object> out) throws Exception {
        Auction known = auction.value();
        if (known == null) {
            waiting.add(bid);
        } else {
            out.collect(new AuctionBid(known, bid));
        }
    }
}
