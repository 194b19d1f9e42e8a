package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.result.AuctionReport;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.RankedBid;
import dev.sluice.benchmarks.nexmark.result.Ranks;
import dev.sluice.benchmarks.peers.Leaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Queries over the days of UTC. */
final class FlinkDayQueries {
    private static final TumblingEventTimeWindows DAY = TumblingEventTimeWindows.of(Duration.ofDays(1));

    private FlinkDayQueries() {}

    /** A day's bidders and auctions are counted where each of them is known, and only those counts meet. */
    static DataStream<Object> bidding(DataStream<NexmarkEvent> events) {
        DataStream<DayPart> bidders = parts(
                FlinkNexmark.each(events, Pair.TYPE, (bid, out) -> out.collect(pair(bid.bidder(), rank(bid)))), 1);
        DataStream<DayPart> auctions = parts(
                FlinkNexmark.each(events, Pair.TYPE, (bid, out) -> out.collect(pair(bid.auction(), rank(bid)))), 0);
        WindowFunction<DayTotals, Object, Long, TimeWindow> report = (day, window, totals, out) ->
                out.collect(totals.iterator().next().report(day));
        return bidders.union(auctions)
                .keyBy(part -> part.day, Types.LONG)
                .window(DAY)
                .aggregate(
                        new Folding<>(
                                DayTotals::new,
                                (part, totals) -> totals.add(part),
                                (other, totals) -> totals.add(other)),
                        report,
                        DayTotals.TYPE,
                        FlinkNexmark.any());
    }

    /** The counts by rank are packed into one number: nobody has as many as 2^21 bids. */
    private static DataStream<DayPart> parts(DataStream<Pair> ids, long isBidder) {
        WindowFunction<Counter, DayPart, Long, TimeWindow> part = (id, window, counters, out) -> {
            DayPart result = new DayPart();
            result.day = window.getStart();
            result.isBidder = isBidder;
            result.counts = counters.iterator().next().count;
            out.collect(result);
        };
        return ids.keyBy(id -> id.key, Types.LONG)
                .window(DAY)
                .aggregate(
                        new Folding<Pair, Counter>(
                                Counter::new,
                                (id, counter) -> counter.count += 1L << id.value * DayTotals.BITS,
                                (other, counter) -> counter.count += other.count),
                        part,
                        Counter.TYPE,
                        DayPart.TYPE);
    }

    static DataStream<Object> channels(DataStream<NexmarkEvent> events) {
        WindowFunction<ChannelTotals, Object, String, TimeWindow> report = (channel, window, totals, out) ->
                out.collect(totals.iterator().next().report(channel, window.getStart()));
        return FlinkNexmark.each(events, BidType.TYPE, (bid, out) -> out.collect(withoutTexts(bid)))
                .keyBy(Bid::channel, Types.STRING)
                .window(DAY)
                .aggregate(
                        new Folding<>(
                                ChannelTotals::new,
                                (bid, totals) -> totals.add(bid),
                                (other, totals) -> totals.add(other)),
                        report,
                        ChannelTotals.TYPE,
                        FlinkNexmark.any());
    }

    static DataStream<Object> auctions(DataStream<NexmarkEvent> events) {
        WindowFunction<Prices, Object, Long, TimeWindow> report = (auction, window, all, out) -> {
            Prices prices = all.iterator().next();
            long total = prices.rank1 + prices.rank2 + prices.rank3;
            Ranks ranks = new Ranks(total, prices.rank1, prices.rank2, prices.rank3);
            out.collect(new AuctionReport(
                    auction, window.getStart(), ranks, prices.min, prices.max, prices.sum / total, prices.sum));
        };
        return FlinkNexmark.each(events, Pair.TYPE, (bid, out) -> out.collect(pair(bid.auction(), bid.price())))
                .keyBy(auction -> auction.key, Types.LONG)
                .window(DAY)
                .aggregate(
                        new Folding<>(Prices::new, FlinkDayQueries::see, FlinkDayQueries::merge),
                        report,
                        Prices.TYPE,
                        FlinkNexmark.any());
    }

    static DataStream<Object> lastBids(DataStream<NexmarkEvent> events) {
        WindowFunction<Bid, Object, Long, TimeWindow> last = (key, window, bids, out) -> bids.forEach(out::collect);
        return FlinkNexmark.each(events, BidType.TYPE, (bid, out) -> out.collect(bid))
                .keyBy(bid -> bid.bidder() << 32 | bid.auction(), Types.LONG)
                .window(DAY)
                .reduce(Bids::last, last, FlinkNexmark.any());
    }

    static DataStream<Object> topBids(DataStream<NexmarkEvent> events) {
        WindowFunction<List<Bid>, Object, Long, TimeWindow> ranked = (auction, window, tops, out) -> {
            List<Bid> top = tops.iterator().next();
            for (int i = 0; i < top.size(); i++) {
                out.collect(new RankedBid(top.get(i), i + 1));
            }
        };
        return FlinkNexmark.each(events, BidType.TYPE, (bid, out) -> out.collect(bid))
                .keyBy(Bid::auction, Types.LONG)
                .window(DAY)
                .aggregate(
                        new Folding<Bid, List<Bid>>(
                                ArrayList::new,
                                Leaders::top,
                                (other, top) -> other.forEach(bid -> Leaders.top(bid, top))),
                        ranked,
                        Types.LIST(BidType.TYPE),
                        FlinkNexmark.any());
    }

    private static Pair pair(long key, long value) {
        Pair pair = new Pair();
        pair.key = key;
        pair.value = value;
        return pair;
    }

    private static long rank(Bid bid) {
        return Ranks.of(bid.price());
    }

    /** What is not asked for does not cross the exchange. */
    private static Bid withoutTexts(Bid bid) {
        return new Bid(bid.auction(), bid.bidder(), bid.price(), bid.channel(), "", bid.dateTime(), "");
    }

    private static void see(Pair auction, Prices prices) {
        long price = auction.value;
        switch (Ranks.of(price)) {
            case 0 -> prices.rank1++;
            case 1 -> prices.rank2++;
            default -> prices.rank3++;
        }
        prices.min = Math.min(prices.min, price);
        prices.max = Math.max(prices.max, price);
        prices.sum += price;
    }

    private static void merge(Prices other, Prices into) {
        into.rank1 += other.rank1;
        into.rank2 += other.rank2;
        into.rank3 += other.rank3;
        into.min = Math.min(into.min, other.min);
        into.max = Math.max(into.max, other.max);
        into.sum += other.sum;
    }
}
