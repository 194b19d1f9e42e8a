package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.DataStream;
import dev.sluice.api.function.OutputTag;
import dev.sluice.benchmarks.nexmark.data.Auction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import java.util.function.Predicate;

/**
 * Two kinds of events, taken apart where they are made: each goes only where it is wanted, while of two readers of one
 * stream each would be sent all.
 *
 * @param <M> the one
 * @param <S> the other
 */
record Apart<M, S>(DataStream<M> main, DataStream<S> side) {
    private static final OutputTag<Auction> AUCTIONS = OutputTag.of("auctions");

    /** Bids, and those auctions that are wanted. */
    static Apart<Bid, Auction> bidsAndAuctions(DataStream<NexmarkEvent> events, Predicate<Auction> wanted) {
        DataStream<Bid> bids = events.process((event, context, out) -> {
            if (event instanceof Bid bid) {
                out.collect(bid);
            } else if (event instanceof Auction auction && wanted.test(auction)) {
                context.output(AUCTIONS, auction);
            }
        });
        return new Apart<>(bids, bids.sideOutput(AUCTIONS));
    }
}
