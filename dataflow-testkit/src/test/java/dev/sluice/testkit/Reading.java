package dev.sluice.testkit;

/** Something measured. */
record Reading(String sensor, long value, long time) {
    static Reading of(String sensor, long value, long seconds) {
        return new Reading(sensor, value, seconds * 1_000);
    }
}
