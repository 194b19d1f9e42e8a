package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.AggregateFunction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.RankedBid;
import java.util.ArrayList;
import java.util.List;

/** The highest bids, in their order. */
final class TopBids implements AggregateFunction<Bid, List<Bid>, List<Bid>> {

    @Override
    public List<Bid> createAccumulator() {
        return new ArrayList<>(RankedBid.TOP);
    }

    @Override
    public List<Bid> add(Bid bid, List<Bid> top) {
        int place = top.size();
        while (place > 0 && Bids.isBefore(bid, top.get(place - 1))) {
            place--;
        }
        if (place < RankedBid.TOP) {
            if (top.size() == RankedBid.TOP) {
                top.remove(RankedBid.TOP - 1);
            }
            top.add(place, bid);
        }
        return top;
    }

    @Override
    public List<Bid> result(List<Bid> top) {
        return List.copyOf(top);
    }

    @Override
    public List<Bid> merge(List<Bid> into, List<Bid> other) {
        other.forEach(bid -> add(bid, into));
        return into;
    }

    @Override
    public List<Bid> copy(List<Bid> top) {
        return new ArrayList<>(top);
    }
}
