package dev.sluice.benchmarks.plain;

import dev.sluice.benchmarks.nexmark.NexmarkQuery;
import dev.sluice.benchmarks.nexmark.data.Bid;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.NexmarkLane;
import dev.sluice.benchmarks.nexmark.result.BidDirectories;
import dev.sluice.benchmarks.nexmark.result.BidPrice;
import dev.sluice.benchmarks.nexmark.result.Bids;
import dev.sluice.benchmarks.nexmark.result.ChannelBid;
import dev.sluice.benchmarks.nexmark.result.Row;
import dev.sluice.benchmarks.workload.Observer;
import dev.sluice.benchmarks.workload.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query that looks at one bid at a time does with it: it makes the same objects as the job. */
interface Stateless {
    int EVENTS = 512;

    void bid(Bid bid, Observer.Outputs outputs);

    /** What the workload does, or null if it is no such query. */
    static @Nullable Stateless of(Workload workload) {
        if (!(workload instanceof NexmarkQuery query)) {
            return null;
        }
        return switch (query) {
            case Q0 -> Stateless::show;
            case Q1 -> (bid, outputs) -> show(Bids.inEuros(bid), outputs);
            case Q2 ->
                (bid, outputs) -> {
                    if (Bids.isSelected(bid)) {
                        show(new BidPrice(bid.auction(), bid.price()), outputs);
                    }
                };
            case Q21 ->
                (bid, outputs) -> {
                    ChannelBid output = ChannelBid.of(bid);
                    if (output != null) {
                        show(output, outputs);
                    }
                };
            case Q22 -> (bid, outputs) -> show(BidDirectories.of(bid), outputs);
            default -> null;
        };
    }

    private static void show(Bid bid, Observer.Outputs outputs) {
        outputs.add(bid.auction(), Bids.value(bid), bid.dateTime());
    }

    private static void show(Row row, Observer.Outputs outputs) {
        outputs.add(row.key(), row.value(), row.window());
    }

    /** A thread that reads its lanes in turn. */
    final class Worker implements Runnable {
        private final Stateless query;
        private final List<NexmarkLane> lanes;
        private final Observer observer;

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
            for (int i = 0; i < EVENTS && lane.hasNext(); i++) {
                NexmarkEvent event = lane.next();
                if (event instanceof Bid bid) {
                    query.bid(bid, outputs);
                }
            }
        }
    }
}
