package dev.sluice.runtime.engine;

import java.util.concurrent.atomic.AtomicInteger;

/** Fails on purpose, as often as it is told, and never again. Shared by all attempts. */
final class Trap {
    private final AtomicInteger left;
    private final AtomicInteger sprung = new AtomicInteger();

    Trap(int times) {
        left = new AtomicInteger(times);
    }

    void step(boolean here) {
        if (here && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new IllegalStateException("trap " + sprung.incrementAndGet());
        }
    }

    int sprung() {
        return sprung.get();
    }
}
