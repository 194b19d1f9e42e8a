package dev.sluice.examples.chaos;

import org.jspecify.annotations.Nullable;

/**
 * What came of a step.
 *
 * @param second when it began, in seconds from the beginning of the disturbed time
 * @param step what was done
 * @param target what it was done to
 * @param times how long the cluster took to get over it; null if it did not
 * @param wrong what should not have happened; null for nothing
 */
record Outcome(
        long second,
        Step step,
        String target,
        @Nullable RecoveryTimes times,
        @Nullable String wrong) {}
