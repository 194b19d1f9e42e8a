package dev.sluice.api.async;

import java.time.Duration;

/**
 * What each subtask remembers of an outside table: the keys used last. It is not part of checkpoints.
 *
 * @param size how many keys at most
 * @param ttlMillis how long the rows of a key are believed, milliseconds of wall clock since they were looked up
 * @param keepsMisses whether it is remembered that a key has no rows
 */
public record LookupCache(int size, long ttlMillis, boolean keepsMisses) {

    /** Checks it. */
    public LookupCache {
        if (size < 1) {
            throw new IllegalArgumentException("a cache for look-ups has room for at least 1 key, but this has " + size
                    + ": leave it out to look up each time");
        }
        if (ttlMillis < 1) {
            throw new IllegalArgumentException(
                    "cached rows live at least one millisecond, but these " + ttlMillis + " ms");
        }
    }

    /**
     * @param size how many keys at most; the one not used for longest is forgotten first
     * @param ttl how long the rows of a key are believed, after they were looked up
     * @return a cache that remembers keys without rows, too
     */
    public static LookupCache of(int size, Duration ttl) {
        return new LookupCache(size, ttl.toMillis(), true);
    }

    /** @return the cache without remembering keys that have no rows: they are looked up each time */
    public LookupCache withoutMisses() {
        return new LookupCache(size, ttlMillis, false);
    }
}
