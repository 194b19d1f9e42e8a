package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.DataStream;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.result.BidDirectories;
import dev.sluice.benchmarks.nexmark.result.BidPrice;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.ChannelBid;
import dev.sluice.benchmarks.nexmark.result.SideBid;

/** Queries that look at one bid at a time. */
final class StatelessQueries {
    private StatelessQueries() {}

    /** Leaves out persons and auctions. */
    static DataStream<Bid> bids(DataStream<NexmarkEvent> events) {
        return events.flatMap((event, out) -> {
            if (event instanceof Bid bid) {
                out.collect(bid);
            }
        });
    }

    static DataStream<Bid> passThrough(DataStream<NexmarkEvent> events) {
        return bids(events);
    }

    static DataStream<Bid> currency(DataStream<NexmarkEvent> events) {
        return events.flatMap((event, out) -> {
            if (event instanceof Bid bid) {
                out.collect(Bids.inEuros(bid));
            }
        });
    }

    static DataStream<BidPrice> selection(DataStream<NexmarkEvent> events) {
        return events.flatMap((event, out) -> {
            if (event instanceof Bid bid && Bids.isSelected(bid)) {
                out.collect(new BidPrice(bid.auction(), bid.price()));
            }
        });
    }

    static DataStream<ChannelBid> channelId(DataStream<NexmarkEvent> events) {
        return events.flatMap((event, out) -> {
            if (event instanceof Bid bid) {
                ChannelBid output = ChannelBid.of(bid);
                if (output != null) {
                    out.collect(output);
                }
            }
        });
    }

    static DataStream<BidDirectories> urlDirectories(DataStream<NexmarkEvent> events) {
        return events.flatMap((event, out) -> {
            if (event instanceof Bid bid) {
                out.collect(BidDirectories.of(bid));
            }
        });
    }

    static DataStream<SideBid> sideInput(DataStream<NexmarkEvent> events) {
        return events.flatMap(new SideInput());
    }
}
