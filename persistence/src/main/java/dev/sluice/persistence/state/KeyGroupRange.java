package dev.sluice.persistence.state;

import dev.sluice.persistence.checkpoint.ChunkHeader;

/**
 * The key groups of one subtask.
 *
 * @param first the first group
 * @param end the group after the last
 */
public record KeyGroupRange(int first, int end) {
    /** More key groups than there can be. */
    private static final int LIMIT = 1 << 15;

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

    /**
     * What a chunk says that has entries of all these key groups, or some.
     *
     * @return a number that is neither a key group nor {@link ChunkHeader#NOT_KEYED}
     */
    public int encoded() {
        return ChunkHeader.NOT_KEYED - 1 - (first * LIMIT + Math.max(first, end - 1));
    }

    /**
     * @param keyGroup what a chunk says: a key group, a range of them, or that it is not keyed
     * @return whether some of its entries may be of these key groups, or of none
     */
    public boolean touches(int keyGroup) {
        if (keyGroup >= 0 || keyGroup == ChunkHeader.NOT_KEYED) {
            return keyGroup < 0 || contains(keyGroup);
        }
        int both = ChunkHeader.NOT_KEYED - 1 - keyGroup;
        return both / LIMIT < end && both % LIMIT >= first;
    }

    private static int ceilDiv(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
