package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.result.HotItem;
import dev.sluice.benchmarks.nexmark.result.UserSession;
import dev.sluice.benchmarks.peers.Leaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Queries over windows of ten seconds. */
final class FlinkWindowQueries {
    private static final Duration SIZE = Duration.ofSeconds(10);
    private static final Duration SLIDE = Duration.ofSeconds(2);
    private static final TypeInformation<List<WindowCount>> COUNTS = Types.LIST(WindowCount.TYPE);
    private static final TypeInformation<List<Bid>> BIDS = Types.LIST(BidType.TYPE);

    private FlinkWindowQueries() {}

    /** Only the auction's id crosses the first exchange. */
    static DataStream<Object> hotItems(DataStream<NexmarkEvent> events) {
        WindowFunction<List<WindowCount>, Object, Long, TimeWindow> each = (start, window, leaders, out) ->
                leaders.iterator().next().forEach(item -> out.collect(new HotItem(item.key, item.count, item.start)));
        return FlinkNexmark.each(events, Types.LONG, (bid, out) -> out.collect(bid.auction()))
                .keyBy(auction -> auction, Types.LONG)
                .window(SlidingEventTimeWindows.of(SIZE, SLIDE))
                .aggregate(new Count<>(), new ToWindowCount(), Counter.TYPE, WindowCount.TYPE)
                .filter(new LocalGreatest<>(count -> count.start, count -> count.count))
                .keyBy(count -> count.start, Types.LONG)
                .window(TumblingEventTimeWindows.of(SLIDE))
                .aggregate(
                        new Folding<WindowCount, List<WindowCount>>(
                                ArrayList::new,
                                (item, leaders) -> Leaders.greatest(item, leaders, counted -> counted.count),
                                (others, leaders) -> others.forEach(
                                        item -> Leaders.greatest(item, leaders, counted -> counted.count))),
                        each,
                        COUNTS,
                        FlinkNexmark.any());
    }

    static DataStream<Object> highestBid(DataStream<NexmarkEvent> events) {
        WindowFunction<List<Bid>, Object, Long, TimeWindow> each =
                (key, window, leaders, out) -> leaders.iterator().next().forEach(out::collect);
        return FlinkNexmark.each(events, BidType.TYPE, (bid, out) -> out.collect(bid))
                .filter(new LocalGreatest<>(FlinkWindowQueries::tenSeconds, Bid::price))
                .keyBy(FlinkWindowQueries::tenSeconds, Types.LONG)
                .window(TumblingEventTimeWindows.of(SIZE))
                .aggregate(highest(), each, BIDS, FlinkNexmark.any());
    }

    private static long tenSeconds(Bid bid) {
        return bid.dateTime() / SIZE.toMillis();
    }

    private static Folding<Bid, List<Bid>> highest() {
        return new Folding<>(
                ArrayList::new,
                (bid, leaders) -> Leaders.greatest(bid, leaders, Bid::price),
                (others, leaders) -> others.forEach(bid -> Leaders.greatest(bid, leaders, Bid::price)));
    }

    static DataStream<Object> userSessions(DataStream<NexmarkEvent> events) {
        WindowFunction<Counter, Object, Long, TimeWindow> session = (bidder, window, counters, out) -> out.collect(
                new UserSession(bidder, counters.iterator().next().count, window.getStart(), window.getEnd()));
        return FlinkNexmark.each(events, Types.LONG, (bid, out) -> out.collect(bid.bidder()))
                .keyBy(bidder -> bidder, Types.LONG)
                .window(EventTimeSessionWindows.withGap(SIZE))
                .aggregate(new Count<>(), session, Counter.TYPE, FlinkNexmark.any());
    }

    static DataStream<Object> processingTimeWindows(DataStream<NexmarkEvent> events) {
        return FlinkNexmark.each(events, Types.LONG, (bid, out) -> out.collect(bid.bidder()))
                .keyBy(bidder -> bidder, Types.LONG)
                .process(new ProcessingTimeCount(SIZE.toMillis()))
                .returns(FlinkNexmark.any());
    }
}
