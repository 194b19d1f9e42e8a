package dev.sluice.benchmarks.plain;

import dev.sluice.benchmarks.nexmark.NexmarkQuery;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.NexmarkLane;
import dev.sluice.benchmarks.nexmark.result.BidDirectories;
import dev.sluice.benchmarks.nexmark.result.BidPrice;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.ChannelBid;
import dev.sluice.benchmarks.workload.Observer;
import dev.sluice.benchmarks.workload.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query that looks at one bid at a time does with it: it makes the same output as the job, or null if there is
 * none.
 */
interface Stateless {
    @Nullable
    Object output(Bid bid);

    /** What the workload does, or null if it is no such query. */
    static @Nullable Stateless of(Workload workload) {
        if (!(workload instanceof NexmarkQuery query)) {
            return null;
        }
        return switch (query) {
            case Q0 -> bid -> bid;
            case Q1 -> Bids::inEuros;
            case Q2 -> bid -> Bids.isSelected(bid) ? new BidPrice(bid.auction(), bid.price()) : null;
            case Q21 -> ChannelBid::of;
            case Q22 -> BidDirectories::of;
            default -> null;
        };
    }

    /**
     * A thread that reads its lanes in turn. Events and outputs stand in blocks for a while; otherwise the compiler
     * would see that nobody keeps them, and leave them out.
     */
    final class Worker implements Runnable {
        private final Stateless query;
        private final List<NexmarkLane> lanes;
        private final Observer observer;
        private final NexmarkEvent[] events = new NexmarkEvent[Block.EVENTS];
        private final Object[] results = new Object[Block.EVENTS];

        Worker(Stateless query, List<NexmarkLane> lanes, Observer observer) {
            this.query = query;
            this.lanes = lanes;
            this.observer = observer;
        }

        @Override
        public void run() {
            observer.emitting();
            Observer.Outputs outputs = observer.outputs();
            boolean more = true;
            while (more && !Thread.currentThread().isInterrupted()) {
                more = false;
                for (NexmarkLane lane : lanes) {
                    read(lane, outputs);
                    more |= lane.hasNext();
                }
                outputs.pause();
            }
        }

        private void read(NexmarkLane lane, Observer.Outputs outputs) {
            int read = 0;
            while (read < events.length && lane.hasNext()) {
                events[read++] = lane.next();
            }
            int made = 0;
            for (int i = 0; i < read; i++) {
                if (events[i] instanceof Bid bid) {
                    Object output = query.output(bid);
                    if (output != null) {
                        results[made++] = output;
                    }
                }
            }
            for (int i = 0; i < made; i++) {
                NexmarkQuery.show(results[i], outputs);
            }
        }
    }
}
