package dev.sluice.benchmarks.peers;

import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.RankedBid;
import java.util.List;
import java.util.function.ToLongFunction;

/** Lists that keep the best of what was added. */
public final class Leaders {
    private Leaders() {}

    /**
     * Keeps all that have the greatest number.
     *
     * @param next what is added
     * @param leaders what was best so far
     * @param number by which they are compared
     * @param <T> the type of what is compared
     */
    public static <T> void greatest(T next, List<T> leaders, ToLongFunction<T> number) {
        if (!leaders.isEmpty()) {
            int order = Long.compare(number.applyAsLong(next), number.applyAsLong(leaders.get(0)));
            if (order < 0) {
                return;
            }
            if (order > 0) {
                leaders.clear();
            }
        }
        leaders.add(next);
    }

    /**
     * Keeps the highest bids in their order.
     *
     * @param next what is added
     * @param top the highest so far
     */
    public static void top(Bid next, List<Bid> top) {
        int place = top.size();
        while (place > 0 && Bids.isBefore(next, top.get(place - 1))) {
            place--;
        }
        if (place < RankedBid.TOP) {
            if (top.size() == RankedBid.TOP) {
                top.remove(RankedBid.TOP - 1);
            }
            top.add(place, next);
        }
    }
}
