package dev.sluice.benchmarks.peers.jet;

import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import dev.sluice.benchmarks.nexmark.NexmarkQuery;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.BidDirectories;
import dev.sluice.benchmarks.nexmark.result.BidPrice;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.ChannelBid;
import dev.sluice.benchmarks.nexmark.result.HotItem;
import dev.sluice.benchmarks.nexmark.result.RankedBid;
import dev.sluice.benchmarks.nexmark.result.UserSession;
import dev.sluice.benchmarks.peers.Leaders;
import dev.sluice.benchmarks.peers.NexmarkFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** {@link NexmarkQuery} on Jet, as far as there is one. */
final class JetNexmark {
    private static final long SIZE = 10_000;
    private static final long SLIDE = 2_000;
    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    private JetNexmark() {}

    static Pipeline define(NexmarkQuery query, int parallelism) {
        Pipeline pipeline = Pipeline.create();
        outputs(query, pipeline, parallelism).writeTo(Ends.observer(NexmarkQuery::show, parallelism));
        return pipeline;
    }

    private static StreamStage<?> outputs(NexmarkQuery query, Pipeline pipeline, int parallelism) {
        return switch (query) {
            case Q0 -> bids(pipeline, parallelism);
            case Q1 -> bids(pipeline, parallelism).map(Bids::inEuros);
            case Q2 ->
                bids(pipeline, parallelism)
                        .filter(Bids::isSelected)
                        .map(bid -> new BidPrice(bid.auction(), bid.price()));
            case Q5 -> hotItems(timedBids(pipeline, parallelism));
            case Q7 ->
                timedBids(pipeline, parallelism)
                        .window(WindowDefinition.tumbling(SIZE))
                        .aggregate(greatest(Bid::price))
                        .flatMap(result -> Traversers.traverseIterable(result.result()));
            case Q11 ->
                timedBids(pipeline, parallelism)
                        .groupingKey(Bid::bidder)
                        .window(WindowDefinition.session(SIZE))
                        .aggregate(AggregateOperations.counting())
                        .map(session ->
                                new UserSession(session.key(), session.result(), session.start(), session.end()));
            case Q18 ->
                timedBids(pipeline, parallelism)
                        .groupingKey(bid -> bid.bidder() << 32 | bid.auction())
                        .window(WindowDefinition.tumbling(DAY))
                        .aggregate(last())
                        .map(result -> result.result());
            case Q19 ->
                timedBids(pipeline, parallelism)
                        .groupingKey(Bid::auction)
                        .window(WindowDefinition.tumbling(DAY))
                        .aggregate(top())
                        .flatMap(result -> Traversers.traverseStream(IntStream.range(
                                        0, result.result().size())
                                .mapToObj(i -> new RankedBid(result.result().get(i), i + 1))));
            case Q21 -> bids(pipeline, parallelism).map(ChannelBid::of);
            case Q22 -> bids(pipeline, parallelism).map(BidDirectories::of);
            default -> throw new IllegalArgumentException("there is no Jet job for " + query.label());
        };
    }

    private static StreamStage<Bid> bids(Pipeline pipeline, int parallelism) {
        return pipeline.readFrom(Ends.events(NexmarkFeed.factory(), parallelism))
                .withoutTimestamps()
                .map(event -> event instanceof Bid bid ? bid : null);
    }

    private static StreamStage<Bid> timedBids(Pipeline pipeline, int parallelism) {
        return pipeline.readFrom(Ends.timedEvents(NexmarkFeed.factory(), parallelism))
                .withNativeTimestamps(0)
                .map(event -> event instanceof Bid bid ? bid : null);
    }

    /** A window's counts carry the time of its end, so windows that end in one slide would meet: there is one. */
    private static StreamStage<HotItem> hotItems(StreamStage<Bid> bids) {
        return bids.groupingKey(Bid::auction)
                .window(WindowDefinition.sliding(SIZE, SLIDE))
                .aggregate(AggregateOperations.counting())
                .map(count -> new HotItem(count.key(), count.result(), count.start()))
                .window(WindowDefinition.tumbling(SLIDE))
                .aggregate(greatest(HotItem::bids))
                .flatMap(result -> Traversers.traverseIterable(result.result()));
    }

    private interface Number<T> extends ToLongFunction<T>, java.io.Serializable {}

    private static <T> AggregateOperation1<T, List<T>, List<T>> greatest(Number<T> number) {
        return AggregateOperation.withCreate(() -> (List<T>) new ArrayList<T>())
                .<T>andAccumulate((leaders, next) -> Leaders.greatest(next, leaders, number))
                .andCombine((leaders, others) -> others.forEach(next -> Leaders.greatest(next, leaders, number)))
                .andExportFinish(ArrayList::new);
    }

    private static AggregateOperation1<Bid, List<Bid>, List<Bid>> top() {
        return AggregateOperation.withCreate(() -> (List<Bid>) new ArrayList<Bid>())
                .<Bid>andAccumulate((top, bid) -> Leaders.top(bid, top))
                .andCombine((top, others) -> others.forEach(bid -> Leaders.top(bid, top)))
                .andExportFinish(ArrayList::new);
    }

    private static AggregateOperation1<Bid, Bid[], Bid> last() {
        return AggregateOperation.withCreate(() -> new Bid[1])
                .<Bid>andAccumulate((last, bid) -> last[0] = last[0] == null ? bid : Bids.last(last[0], bid))
                .andCombine((last, other) -> last[0] = last[0] == null || other[0] == null
                        ? (last[0] == null ? other[0] : last[0])
                        : Bids.last(last[0], other[0]))
                .andExportFinish(last -> last[0]);
    }
}
