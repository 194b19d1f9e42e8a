package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.DataStream;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Windows;
import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.result.CategoryPrice;
import dev.sluice.benchmarks.nexmark.result.SellerPrice;
import dev.sluice.benchmarks.nexmark.result.WinningBid;
import java.time.Duration;

/** Queries that begin with the winning bid of each auction. */
final class LotQueries {
    private LotQueries() {}

    static DataStream<WinningBid> winningBids(DataStream<NexmarkEvent> events) {
        DataStream<NexmarkEvent> timed = events.eventTime(NexmarkEvent::dateTime, Watermarks.monotonous());
        Apart<Bid, Auction> apart = Apart.bidsAndAuctions(timed, auction -> true);
        return apart.side()
                .keyBy(Auction::id)
                .connect(apart.main().keyBy(Bid::auction))
                .process(new WinningBids())
                .name("winners");
    }

    static DataStream<CategoryPrice> pricesByCategory(DataStream<NexmarkEvent> events) {
        return winningBids(events)
                .keyBy(winner -> winner.auction().category())
                .window(Windows.tumbling(Duration.ofDays(1)))
                .aggregate(new MeanPrice(), (day, category, mean) -> new CategoryPrice(category, day.start(), mean))
                .name("categories");
    }

    static DataStream<SellerPrice> pricesBySeller(DataStream<NexmarkEvent> events) {
        return winningBids(events)
                .keyBy(winner -> winner.auction().seller())
                .process(new LastPrices())
                .name("sellers");
    }
}
