package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.DataStream;
import dev.sluice.api.function.Collector;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Window;
import dev.sluice.api.window.Windows;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.result.HotItem;
import dev.sluice.benchmarks.nexmark.result.UserBids;
import dev.sluice.benchmarks.nexmark.result.UserSession;
import java.time.Duration;
import java.util.List;

/** Queries over windows of ten seconds. */
final class WindowQueries {
    private static final Duration SIZE = Duration.ofSeconds(10);
    private static final Duration SLIDE = Duration.ofSeconds(2);

    private WindowQueries() {}

    static DataStream<Bid> timedBids(DataStream<NexmarkEvent> events) {
        return StatelessQueries.bids(events.eventTime(NexmarkEvent::dateTime, Watermarks.monotonous()));
    }

    /** A window's counts come out at its last millisecond, and each window ends in a slide of its own. */
    static DataStream<HotItem> hotItems(DataStream<NexmarkEvent> events) {
        return timedBids(events)
                .keyBy(Bid::auction)
                .window(Windows.sliding(SIZE, SLIDE))
                .aggregate(Aggregates.count(), (window, auction, bids) -> new HotItem(auction, bids, window.start()))
                .name("counts")
                .filter(new LocalGreatest<>(HotItem::start, HotItem::bids))
                .keyBy(HotItem::start)
                .window(Windows.tumbling(SLIDE))
                .<List<HotItem>, HotItem>aggregateAndApply(new Greatest<>(HotItem::bids), WindowQueries::each)
                .name("hottest");
    }

    static DataStream<Bid> highestBid(DataStream<NexmarkEvent> events) {
        return timedBids(events)
                .filter(new LocalGreatest<>(WindowQueries::tenSeconds, Bid::price))
                .keyBy(WindowQueries::tenSeconds)
                .window(Windows.tumbling(SIZE))
                .<List<Bid>, Bid>aggregateAndApply(new Greatest<>(Bid::price), WindowQueries::each)
                .name("highest");
    }

    static DataStream<UserSession> userSessions(DataStream<NexmarkEvent> events) {
        return timedBids(events)
                .keyBy(Bid::bidder)
                .window(Windows.session(SIZE))
                .aggregate(
                        Aggregates.count(),
                        (window, bidder, bids) -> new UserSession(bidder, bids, window.start(), window.end()))
                .name("sessions");
    }

    static DataStream<UserBids> processingTimeWindows(DataStream<NexmarkEvent> events) {
        return StatelessQueries.bids(events)
                .keyBy(Bid::bidder)
                .window(Windows.tumbling(SIZE).inProcessingTime())
                .aggregate(Aggregates.count(), (window, bidder, bids) -> new UserBids(bidder, bids, window.start()))
                .name("counts");
    }

    private static long tenSeconds(Bid bid) {
        return bid.dateTime() / SIZE.toMillis();
    }

    /** Emits what a window's one result has in it. */
    private static <K, T> void each(K key, Window window, Iterable<List<T>> results, Collector<T> out) {
        for (List<T> result : results) {
            result.forEach(out::collect);
        }
    }
}
