package dev.sluice.runtime.operator;

import java.time.InstantSource;

/** The wall clock, but it stands still while the task has no room for results. */
final class WorkClock {
    private static final long GOES = Long.MIN_VALUE;

    private final InstantSource clock;
    private long stoodStill;
    private long stopped = GOES;

    WorkClock(InstantSource clock) {
        this.clock = clock;
    }

    /** Its time in milliseconds, behind the wall clock's. */
    long millis() {
        return (stopped == GOES ? clock.millis() : stopped) - stoodStill;
    }

    /** The wall-clock time at which it will show a time, if it does not stand still until then. */
    long wallAt(long time) {
        return time + stoodStill;
    }

    void stop() {
        if (stopped == GOES) {
            stopped = clock.millis();
        }
    }

    void goOn() {
        if (stopped != GOES) {
            stoodStill += Math.max(0, clock.millis() - stopped);
            stopped = GOES;
        }
    }
}
