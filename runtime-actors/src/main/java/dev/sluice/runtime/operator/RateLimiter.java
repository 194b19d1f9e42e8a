package dev.sluice.runtime.operator;

import java.time.InstantSource;

/** Limits how many records the subtasks of a source read per second, together. Thread-safe. */
public final class RateLimiter {
    /** Lets everything through. */
    static final RateLimiter UNLIMITED = new RateLimiter(Long.MAX_VALUE, InstantSource.system());

    private final long perSecond;
    private final InstantSource clock;
    private double allowance;
    private long lastMillis;

    private RateLimiter(long perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        lastMillis = clock.millis();
    }

    /**
     * @param perSecond records per second; {@code Long.MAX_VALUE}: no limit
     * @param clock the wall clock
     * @return a limiter that allows nothing beforehand
     */
    public static RateLimiter of(long perSecond, InstantSource clock) {
        return new RateLimiter(perSecond, clock);
    }

    /**
     * @param wanted how many records somebody would read
     * @return how many may be read now, from 0
     */
    int acquire(int wanted) {
        return perSecond == Long.MAX_VALUE ? wanted : acquireLimited(wanted);
    }

    private synchronized int acquireLimited(int wanted) {
        long now = clock.millis();
        // At most a tenth of a second is made up for after a pause, so that a rate stays a rate.
        allowance =
                Math.min(Math.max(1, perSecond / 10.0), allowance + Math.max(0, now - lastMillis) / 1000.0 * perSecond);
        lastMillis = now;
        int granted = (int) Math.min(wanted, allowance);
        allowance -= granted;
        return granted;
    }

    /** @param unused of what was acquired */
    void giveBack(int unused) {
        if (perSecond != Long.MAX_VALUE) {
            returnLimited(unused);
        }
    }

    private synchronized void returnLimited(int unused) {
        allowance += unused;
    }
}
