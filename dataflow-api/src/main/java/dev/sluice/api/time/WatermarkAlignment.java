package dev.sluice.api.time;

/**
 * Which sources stay together.
 *
 * @param group the name of their group, in one job
 * @param maxDriftMillis how far a split may be ahead of the slowest source of the group, in event time
 * @param updateMillis how often a source tells the others where it is, by the wall clock
 */
public record WatermarkAlignment(String group, long maxDriftMillis, long updateMillis) {

    /** Checks the numbers. */
    public WatermarkAlignment {
        if (group.isBlank()) {
            throw new IllegalArgumentException("an alignment group needs a name");
        }
        if (maxDriftMillis < 0) {
            throw new IllegalArgumentException("the maximum drift of alignment group \"" + group
                    + "\" must not be negative, but is " + maxDriftMillis + " ms");
        }
        if (updateMillis <= 0) {
            throw new IllegalArgumentException("the update interval of alignment group \"" + group
                    + "\" must be at least one millisecond, but is " + updateMillis + " ms");
        }
    }
}
