package dev.sluice.benchmarks.plain;

import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.benchmarks.workload.Observer;
import dev.sluice.benchmarks.workload.Workload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** What one thread does with the events of its keys. */
interface Fold {
    void event(long key, long number);

    /** No event that is older than this one comes any more; {@code Long.MAX_VALUE} at the end. */
    void upTo(long number);

    static Fold of(Workload workload, long keys, Observer.Outputs outputs) {
        return switch ((KeyedWorkload) workload) {
            case KEYED_SUM -> new Sum(keys, outputs);
            case KEYED_WINDOW -> new Count(keys, outputs);
            case SLIDING_WINDOW -> new SlidingCount(keys, outputs);
            case SESSION_WINDOW -> new SessionCount(keys, outputs);
        };
    }

    /** The running sum per key. */
    final class Sum implements Fold {
        private final LongMap sums;
        private final Observer.Outputs outputs;

        Sum(long keys, Observer.Outputs outputs) {
            sums = new LongMap(keys);
            this.outputs = outputs;
        }

        @Override
        public void event(long key, long number) {
            outputs.add(key, sums.add(key, number), 0);
        }

        @Override
        public void upTo(long number) {
            outputs.pause();
        }
    }

    /** The number of events per key and window. */
    final class Count implements Fold {
        private final long keys;
        private final Observer.Outputs outputs;
        private final List<LongMap> open = new ArrayList<>();
        private final ArrayDeque<LongMap> unused = new ArrayDeque<>();
        private long first;

        Count(long keys, Observer.Outputs outputs) {
            this.keys = keys;
            this.outputs = outputs;
        }

        @Override
        public void event(long key, long number) {
            int place = (int) (window(number) - first);
            while (place >= open.size()) {
                LongMap used = unused.poll();
                open.add(used == null ? new LongMap(keys) : used);
            }
            open.get(place).add(key, 1);
        }

        @Override
        public void upTo(long number) {
            for (long now = window(number); first < now && !open.isEmpty(); first++) {
                long start = Events.BEGIN + first * KeyedWorkload.WINDOW_MILLIS;
                LongMap counts = open.remove(0);
                counts.drain((key, count) -> outputs.add(key, count, start));
                unused.add(counts);
            }
            outputs.pause();
        }

        private static long window(long number) {
            return number / (Events.PER_MILLISECOND * KeyedWorkload.WINDOW_MILLIS);
        }
    }
}
