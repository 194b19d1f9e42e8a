package dev.sluice.benchmarks.peers;

import java.io.Serializable;

/**
 * The events of one source subtask in the order of their numbers, so that their times never go back. Not thread-safe.
 *
 * @param <T> the type of the events
 */
public interface Feed<T> {

    /** @return whether there is another event */
    boolean hasNext();

    /** @return the next event; the feed may use the object again for the one after it if it was made so */
    T next();

    /** @return the event time of what {@link #next} returned last, epoch milliseconds */
    long time();

    /** @return how many events of this feed came before the next */
    long position();

    /**
     * Opens feeds. It is serialized with the job, so it looks up the run instead of holding it.
     *
     * @param <T> the type of the events
     */
    interface Factory<T> extends Serializable {
        /**
         * @param part which source subtask, from 0
         * @param parts how many there are
         * @param position how many of its events are skipped
         * @return its events
         */
        Feed<T> open(int part, int parts, long position);
    }
}
