package dev.sluice.persistence.state.spill;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all stores of a process have in the heap, and how much that may be. Thread-safe. */
final class SpillMemory {
    /** When there is too much, an eighth more goes, or the next entry would be too much again. */
    private static final int SPARE = 8;

    private final long most;
    private final AtomicLong used = new AtomicLong();
    private final AtomicInteger stores = new AtomicInteger();

    SpillMemory(long most) {
        this.most = most;
    }

    void opened() {
        stores.incrementAndGet();
    }

    void closed() {
        stores.decrementAndGet();
    }

    void used(long bytes) {
        used.addAndGet(bytes);
    }

    long used() {
        return used.get();
    }

    /**
     * How much of what a store has must go. One that has no more than its share is left alone: the others notice soon,
     * when they are used or a checkpoint comes.
     */
    long excess(long own) {
        long all = used.get();
        if (all <= most) {
            return 0;
        }
        long target = most - most / SPARE;
        return Math.max(0, Math.min(all - target, own - target / Math.max(1, stores.get())));
    }
}
