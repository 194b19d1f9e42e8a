package dev.sluice.testkit;

import dev.sluice.api.window.Window;

/** What a sensor's values of a window add up to. */
record Sum(String sensor, long end, long sum) {
    static Sum of(Window window, String sensor, long sum) {
        return new Sum(sensor, window.end() / 1_000, sum);
    }
}
