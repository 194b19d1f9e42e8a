package dev.sluice.examples.fuzz;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Holds the first so many records up for a moment each, so that others queue before them. Shared by all attempts. */
final class Brake {
    private static final long NANOS = 100_000;

    private final AtomicInteger left;

    Brake(int records) {
        left = new AtomicInteger(records);
    }

    void step() {
        if (left.get() > 0 && left.getAndDecrement() > 0) {
            LockSupport.parkNanos(NANOS);
        }
    }
}
