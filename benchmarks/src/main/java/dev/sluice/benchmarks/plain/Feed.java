package dev.sluice.benchmarks.plain;

import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkLane;
import dev.sluice.benchmarks.workload.Lane;

/** Events of one lane, each as a key and a number. It is asked for many at a time. */
interface Feed {

    /** Gives the worker up to so many events. */
    void generate(int limit, Worker to);

    /** The number of the next event; {@code Long.MAX_VALUE} if there is none. */
    long next();

    /** Generated pairs. */
    record OfKeys(Lane lane) implements Feed {
        @Override
        public void generate(int limit, Worker to) {
            for (int i = 0; i < limit && lane.hasNext(); i++) {
                long number = lane.number();
                to.take(lane.key(number), number);
                lane.advance();
            }
        }

        @Override
        public long next() {
            return lane.hasNext() ? lane.number() : Long.MAX_VALUE;
        }
    }

    /** Bids, by auction. */
    record OfBids(NexmarkLane lane) implements Feed {
        @Override
        public void generate(int limit, Worker to) {
            for (int i = 0; i < limit && lane.hasNext(); i++) {
                long number = lane.number();
                if (lane.next() instanceof Bid bid) {
                    to.take(bid.auction(), number);
                }
            }
        }

        @Override
        public long next() {
            return lane.hasNext() ? lane.number() : Long.MAX_VALUE;
        }
    }
}
