package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.LongAggregateFunction;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.result.Ranks;

/**
 * How many bids of each rank there were, packed into one number, which needs no object for each key. Neither a bidder
 * nor an auction has as many as 2^21 bids: those for the hot ones move on after a few thousand.
 */
final class RankCounts implements LongAggregateFunction<Bid> {
    private static final int BITS = 21;
    private static final long MASK = (1L << BITS) - 1;

    /** How many bids of a rank there were. */
    static long of(long counts, int rank) {
        return counts >>> rank * BITS & MASK;
    }

    @Override
    public long initial() {
        return 0;
    }

    @Override
    public long addLong(Bid bid, long counts) {
        int rank = Ranks.of(bid.price());
        if (of(counts, rank) == MASK) {
            throw new ArithmeticException("more than " + MASK + " bids of one bidder or for one auction in a day: "
                    + "the counts need wider fields");
        }
        return counts + (1L << rank * BITS);
    }

    @Override
    public long mergeLong(long left, long right) {
        return left + right;
    }
}
