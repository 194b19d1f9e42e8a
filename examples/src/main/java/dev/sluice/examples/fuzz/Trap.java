package dev.sluice.examples.fuzz;

import java.util.concurrent.atomic.AtomicInteger;

/** Fails on purpose at certain records, so often and never again. Shared by all attempts. */
final class Trap {
    private final AtomicInteger left;
    private final long modulus;
    private final long remainder;

    Trap(int times, long modulus, long remainder) {
        left = new AtomicInteger(times);
        this.modulus = modulus;
        this.remainder = remainder;
    }

    void step(long value) {
        if (Math.floorMod(value, modulus) == remainder && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new IllegalStateException("a trap");
        }
    }
}
