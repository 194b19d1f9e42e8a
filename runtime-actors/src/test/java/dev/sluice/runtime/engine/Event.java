package dev.sluice.runtime.engine;

/** Something that happened. */
record Event(long id, int key, long time) {
    /** Out of order by up to a second and a half. */
    static Event of(long id) {
        long hash = (id + 1) * 0x9E3779B97F4A7C15L;
        int key = (int) ((hash >>> 40) % 20);
        return new Event(id, key, 100_000 + id * 10 - (hash >>> 20) % 1500);
    }
}
