package dev.sluice.api.function;

/** A counter that a connector or function adds to; the job's counters are the sums over its subtasks. */
public interface Counter {

    /** @param n how much to add */
    void add(long n);
}
