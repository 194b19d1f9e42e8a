package dev.sluice.runtime.operator;

/** A record of the tests. */
record Reading(String sensor, long value) {
    static Reading of(String sensor, long value) {
        return new Reading(sensor, value);
    }
}
