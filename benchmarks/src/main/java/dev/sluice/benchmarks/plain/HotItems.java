package dev.sluice.benchmarks.plain;

import dev.sluice.benchmarks.nexmark.data.NexmarkConfig;
import dev.sluice.benchmarks.workload.Observer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The auctions with the most bids per sliding window, of those that one thread owns; {@link Winners} finds the best of
 * all threads. A slide is counted once, and the slides of a window are added up when it is over.
 */
final class HotItems implements Fold {
    private static final int SLIDE_SECONDS = 2;
    private static final int SLIDES = 5;
    private static final int MARGIN = 1_000; // threads do not own equally many, and some auctions are yet to be opened

    private final long eventsPerSlide;
    private final long windows;
    private final int auctions;
    private final Winners winners;
    private final Map<Long, LongMap> slides = new HashMap<>();
    private final ArrayDeque<LongMap> unused = new ArrayDeque<>();
    private final LongMap total;
    private long ended;
    private long current = -1;
    private LongMap counts = new LongMap(1);

    HotItems(NexmarkConfig config, int threads, Winners winners) {
        this.winners = winners;
        eventsPerSlide = config.eventsPerSecond() * SLIDE_SECONDS;
        // A window is numbered by the slide it begins before: window 1 has slide 0, and what would be before it.
        windows = config.events() == 0 ? 0 : (config.events() - 1) / eventsPerSlide + SLIDES;
        long opened = Math.min(config.events(), eventsPerSlide) / 50 * 3;
        auctions = Math.toIntExact(opened / threads * 11 / 10 + MARGIN);
        total = new LongMap((long) auctions * SLIDES);
    }

    @Override
    public void event(long key, long number) {
        long slide = number / eventsPerSlide;
        if (slide != current) {
            current = slide;
            counts = slides.computeIfAbsent(slide, s -> empty());
        }
        counts.add(key, 1);
    }

    @Override
    public void upTo(long number) {
        long complete = Math.min(number / eventsPerSlide, windows);
        while (ended < complete) {
            ended++;
            fire(ended);
        }
    }

    private void fire(long window) {
        for (long slide = window - SLIDES; slide < window; slide++) {
            LongMap one = slides.get(slide);
            if (one != null) {
                one.forEach(total::add);
            }
        }
        Best best = new Best();
        total.drain(best::see);
        winners.report(window, best);
        LongMap last = slides.remove(window - SLIDES);
        if (last != null) {
            last.drain((auction, bids) -> {});
            unused.add(last);
        }
    }

    private LongMap empty() {
        LongMap used = unused.poll();
        return used == null ? new LongMap(auctions) : used;
    }

    /** The auctions with the most bids so far. */
    private static final class Best {
        private long bids;
        private final List<Long> auctions = new ArrayList<>();

        void see(long auction, long count) {
            if (count < bids) {
                return;
            }
            if (count > bids) {
                bids = count;
                auctions.clear();
            }
            auctions.add(auction);
        }
    }

    /** Waits for each window until all threads have reported it. Thread-safe. */
    static final class Winners {
        private final int threads;
        private final Observer.Outputs outputs;
        private final Map<Long, List<Best>> reports = new HashMap<>();

        Winners(int threads, Observer.Outputs outputs) {
            this.threads = threads;
            this.outputs = outputs;
        }

        synchronized void report(long window, Best best) {
            List<Best> all = reports.computeIfAbsent(window, w -> new ArrayList<>());
            all.add(best);
            if (all.size() < threads) {
                return;
            }
            reports.remove(window);
            Best winner = new Best();
            all.forEach(one -> one.auctions.forEach(auction -> winner.see(auction, one.bids)));
            long start = NexmarkConfig.BEGIN + (window - SLIDES) * SLIDE_SECONDS * 1_000;
            winner.auctions.forEach(auction -> outputs.add(auction, winner.bids, start));
            outputs.pause();
        }
    }
}
