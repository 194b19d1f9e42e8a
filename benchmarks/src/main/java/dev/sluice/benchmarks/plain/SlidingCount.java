package dev.sluice.benchmarks.plain;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Observer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The number of events per key and sliding window. Each slide is counted once; a running total takes up the slide that
 * is complete and gives back the one that has left the window.
 */
final class SlidingCount implements Fold {
    private static final int SLIDES = (int) (KeyedWorkload.SLIDING_MILLIS / KeyedWorkload.SLIDE_MILLIS);

    private final long keys;
    private final Observer.Outputs outputs;
    private final List<LongMap> open = new ArrayList<>();
    private final ArrayDeque<LongMap> inWindow = new ArrayDeque<>();
    private final ArrayDeque<LongMap> unused = new ArrayDeque<>();
    private final LongMap total;
    private long first;

    SlidingCount(long keys, Observer.Outputs outputs) {
        this.keys = keys;
        this.outputs = outputs;
        total = new LongMap(keys);
        for (int i = 1; i < SLIDES; i++) {
            inWindow.add(new LongMap(1));
        }
    }

    @Override
    public void event(long key, long number) {
        int place = (int) (slide(number) - first);
        while (place >= open.size()) {
            open.add(empty());
        }
        open.get(place).add(key, 1);
    }

    @Override
    public void upTo(long number) {
        for (long now = slide(number); first < now && !open.isEmpty(); first++) {
            complete(open.remove(0));
        }
        if (number == Long.MAX_VALUE) {
            for (int i = 1; i < SLIDES; i++, first++) {
                complete(empty());
            }
        }
        outputs.pause();
    }

    private void complete(LongMap slide) {
        long start = Events.BEGIN
                + first * KeyedWorkload.SLIDE_MILLIS
                - (KeyedWorkload.SLIDING_MILLIS - KeyedWorkload.SLIDE_MILLIS);
        slide.forEach(total::add);
        inWindow.add(slide);
        total.forEach((key, count) -> {
            if (count != 0) {
                outputs.add(key, count, start);
            }
        });
        LongMap left = inWindow.remove();
        left.drain((key, count) -> total.add(key, -count));
        unused.add(left);
    }

    private LongMap empty() {
        LongMap used = unused.poll();
        return used == null || used.slots() < total.slots() ? new LongMap(keys) : used;
    }

    private static long slide(long number) {
        return number / (Events.PER_MILLISECOND * KeyedWorkload.SLIDE_MILLIS);
    }
}
