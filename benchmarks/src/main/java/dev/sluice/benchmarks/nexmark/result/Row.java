package dev.sluice.benchmarks.nexmark.result;

/**
 * An output, as three numbers: implementations are compared by a checksum over them that does not depend on the
 * outputs' order. What has more than one field to show folds them into the value with {@link #fold}.
 */
public interface Row {

    /** @return which auction, bidder or channel it is about; 0 if there is one output in a window */
    long key();

    /** @return what was found, all of it that is no key or window */
    long value();

    /** @return when: the start of the window, or the event time; 0 if it has neither */
    long window();

    /**
     * @param before what was folded so far, or the first number
     * @param next the next number
     * @return both in one
     */
    static long fold(long before, long next) {
        return before * 31 + next;
    }
}
