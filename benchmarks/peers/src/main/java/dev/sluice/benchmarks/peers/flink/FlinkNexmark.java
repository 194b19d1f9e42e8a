package dev.sluice.benchmarks.peers.flink;

import dev.sluice.benchmarks.nexmark.NexmarkQuery;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.result.BidDirectories;
import dev.sluice.benchmarks.nexmark.result.BidPrice;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.ChannelBid;
import dev.sluice.benchmarks.peers.NexmarkFeed;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@link NexmarkQuery} on Flink. What does not cross an exchange is never serialized, for object reuse is on. */
final class FlinkNexmark {
    private static final TypeInformation<Object> ANY = TypeInformation.of(Object.class);

    private FlinkNexmark() {}

    static void define(NexmarkQuery query, StreamExecutionEnvironment environment) {
        DataStream<NexmarkEvent> events = environment.fromSource(
                new FeedSource<>(NexmarkFeed.factory()),
                needsTime(query) ? WatermarkStrategy.forMonotonousTimestamps() : WatermarkStrategy.noWatermarks(),
                "events",
                TypeInformation.of(NexmarkEvent.class));
        outputs(query, events).sinkTo(new ObserverSink<>(NexmarkQuery::show));
    }

    private static boolean needsTime(NexmarkQuery query) {
        return switch (query) {
            case Q0, Q1, Q2, Q3, Q12, Q13, Q20, Q21, Q22 -> false;
            default -> true;
        };
    }

    private static DataStream<Object> outputs(NexmarkQuery query, DataStream<NexmarkEvent> events) {
        return switch (query) {
            case Q0 -> each(events, ANY, (bid, out) -> out.collect(bid));
            case Q1 -> each(events, ANY, (bid, out) -> out.collect(Bids.inEuros(bid)));
            case Q2 ->
                each(events, ANY, (bid, out) -> {
                    if (Bids.isSelected(bid)) {
                        out.collect(new BidPrice(bid.auction(), bid.price()));
                    }
                });
            case Q3 -> FlinkJoinQueries.localSellers(events);
            case Q4 -> FlinkJoinQueries.pricesByCategory(events);
            case Q5 -> FlinkWindowQueries.hotItems(events);
            case Q6 -> FlinkJoinQueries.pricesBySeller(events);
            case Q7 -> FlinkWindowQueries.highestBid(events);
            case Q8 -> FlinkJoinQueries.newSellers(events);
            case Q9 -> FlinkJoinQueries.winningBids(events);
            case Q11 -> FlinkWindowQueries.userSessions(events);
            case Q12 -> FlinkWindowQueries.processingTimeWindows(events);
            case Q13 -> events.flatMap(new SideInput(), ANY);
            case Q15 -> FlinkDayQueries.bidding(events);
            case Q16 -> FlinkDayQueries.channels(events);
            case Q17 -> FlinkDayQueries.auctions(events);
            case Q18 -> FlinkDayQueries.lastBids(events);
            case Q19 -> FlinkDayQueries.topBids(events);
            case Q20 -> FlinkJoinQueries.bidsOfCategory(events);
            case Q21 ->
                each(events, ANY, (bid, out) -> {
                    ChannelBid output = ChannelBid.of(bid);
                    if (output != null) {
                        out.collect(output);
                    }
                });
            case Q22 -> each(events, ANY, (bid, out) -> out.collect(BidDirectories.of(bid)));
        };
    }

    /** Leaves out persons and auctions, and handles each bid. */
    static <R> DataStream<R> each(DataStream<NexmarkEvent> events, TypeInformation<R> type, FlatMapFunction<Bid, R> f) {
        FlatMapFunction<NexmarkEvent, R> ofBids = (event, out) -> {
            if (event instanceof Bid bid) {
                f.flatMap(bid, out);
            }
        };
        return events.flatMap(ofBids, type);
    }

    /** The type of outputs, which go to the sink by reference. */
    static TypeInformation<Object> any() {
        return ANY;
    }
}
