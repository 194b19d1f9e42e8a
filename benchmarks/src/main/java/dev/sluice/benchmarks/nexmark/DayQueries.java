package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.DataStream;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.result.AuctionReport;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.ChannelReport;
import dev.sluice.benchmarks.nexmark.result.DayReport;
import dev.sluice.benchmarks.nexmark.result.RankedBid;
import java.time.Duration;
import java.util.List;

/** Queries over the days of UTC. */
final class DayQueries {
    private static final WindowAssigner DAY = Windows.tumbling(Duration.ofDays(1));

    private DayQueries() {}

    /**
     * A day's bidders and auctions are counted where each of them is known, and only those counts meet in one place.
     */
    static DataStream<DayReport> bidding(DataStream<NexmarkEvent> events) {
        DataStream<Bid> bids = WindowQueries.timedBids(events);
        DataStream<DayPart> bidders = bids.keyBy(Bid::bidder)
                .window(DAY)
                .aggregate(new RankCounts(), (day, bidder, counts) -> new DayPart(day.start(), true, counts))
                .name("bidders");
        DataStream<DayPart> auctions = bids.keyBy(Bid::auction)
                .window(DAY)
                .aggregate(new RankCounts(), (day, auction, counts) -> new DayPart(day.start(), false, counts))
                .name("auctions");
        return bidders.union(auctions)
                .keyBy(DayPart::day)
                .window(DAY)
                .aggregate(new DayTotals(), (day, key, totals) -> totals.report(day.start()))
                .name("day");
    }

    static DataStream<ChannelReport> channels(DataStream<NexmarkEvent> events) {
        return WindowQueries.timedBids(events)
                .keyBy(Bid::channel)
                .window(DAY)
                .aggregate(new ChannelTotals(), (day, channel, totals) -> totals.report(channel, day.start()))
                .name("channels");
    }

    static DataStream<AuctionReport> auctions(DataStream<NexmarkEvent> events) {
        return WindowQueries.timedBids(events)
                .keyBy(Bid::auction)
                .window(DAY)
                .aggregate(new AuctionTotals(), (day, auction, totals) -> totals.report(auction, day.start()))
                .name("auctions");
    }

    /**
     * Ids are below 2^32 in streams of less than 70 billion events, so that two of them are a key without an object.
     */
    static DataStream<Bid> lastBids(DataStream<NexmarkEvent> events) {
        return WindowQueries.timedBids(events)
                .keyBy(bid -> bid.bidder() << 32 | bid.auction())
                .window(DAY)
                .reduce(Bids::last)
                .name("last");
    }

    static DataStream<RankedBid> topBids(DataStream<NexmarkEvent> events) {
        return WindowQueries.timedBids(events)
                .keyBy(Bid::auction)
                .window(DAY)
                .<List<Bid>, RankedBid>aggregateAndApply(new TopBids(), (auction, day, results, out) -> {
                    for (List<Bid> top : results) {
                        for (int i = 0; i < top.size(); i++) {
                            out.collect(new RankedBid(top.get(i), i + 1));
                        }
                    }
                })
                .name("top");
    }
}
