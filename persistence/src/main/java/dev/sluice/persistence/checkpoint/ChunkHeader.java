package dev.sluice.persistence.checkpoint;

/**
 * Says what is in a chunk.
 *
 * @param operator the uid of the operator
 * @param state the name of its state
 * @param keyGroup the one key group whose entries it holds, or {@link #NOT_KEYED}; less than that stands for a range of
 *     key groups
 * @param entries how many entries it holds
 */
public record ChunkHeader(String operator, String state, int keyGroup, int entries) {
    /** The key group of state that has no keys. */
    public static final int NOT_KEYED = -1;

    /**
     * @param uid of another operator
     * @return the same of that
     */
    public ChunkHeader of(String uid) {
        return new ChunkHeader(uid, state, keyGroup, entries);
    }
}
