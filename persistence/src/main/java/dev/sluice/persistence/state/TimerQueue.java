package dev.sluice.persistence.state;

/**
 * Timers by time and key, each once: registering one that is there changes nothing. Those of one time come in any
 * order. Not thread-safe.
 */
public interface TimerQueue {

    /**
     * @param time when it is to come
     * @param key whose it is
     */
    void register(long time, KeyCursor key);

    /**
     * Deletes a timer; one that is not there is fine.
     *
     * @param time when it was to come
     * @param key whose it was
     */
    void delete(long time, KeyCursor key);

    /**
     * @param time a time
     * @return whether there is a timer of that time or before
     */
    boolean hasDue(long time);

    /** @return the earliest time; {@code Long.MAX_VALUE} if there is no timer, or none before */
    long next();

    /**
     * Takes one of the earliest timers; there must be one.
     *
     * @param key is pointed at its key
     * @return its time
     */
    long take(KeyCursor key);

    /** @return how many timers there are */
    long size();
}
