package dev.sluice.testkit;

import java.time.Instant;
import java.time.InstantSource;

/** Moves when it is told, and only forward. */
final class TestClock implements InstantSource {
    private Instant now;

    TestClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void moveTo(long millis) {
        if (millis > now.toEpochMilli()) {
            now = Instant.ofEpochMilli(millis);
        }
    }
}
