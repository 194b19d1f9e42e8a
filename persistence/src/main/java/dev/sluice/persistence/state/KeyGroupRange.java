package dev.sluice.persistence.state;

/**
 * The key groups of one subtask.
 *
 * @param first the first group
 * @param end the group after the last
 */
public record KeyGroupRange(int first, int end) {

    /**
     * Divides key groups evenly among subtasks, in contiguous ranges.
     *
     * @param subtask which subtask
     * @param parallelism of how many
     * @param maxParallelism how many key groups there are
     * @return its groups, empty if there are more subtasks than groups
     */
    public static KeyGroupRange of(int subtask, int parallelism, int maxParallelism) {
        return new KeyGroupRange(
                ceilDiv(subtask * maxParallelism, parallelism), ceilDiv((subtask + 1) * maxParallelism, parallelism));
    }

    /**
     * @param group a key group
     * @return whether it is in the range
     */
    public boolean contains(int group) {
        return group >= first && group < end;
    }

    /** @return how many groups there are in it */
    public int size() {
        return end - first;
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
