package dev.sluice.persistence.state;

/**
 * From keys to hashes to key groups to subtasks. A hash depends on the key's value only, never on the JVM run, so that
 * a key finds its state again after a restart and on every node. The group is taken from the hash's upper bits, so that
 * the lower ones still spread the keys of one group over a table.
 */
public final class KeyGroups {
    private KeyGroups() {}

    /**
     * @param key a whole number
     * @return its hash: the finalizer of MurmurHash3 (Appleby, public domain), folded
     */
    public static int hash(long key) {
        long h = key;
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        h ^= h >>> 33;
        return (int) h;
    }

    /**
     * @param key a key; whole numbers have the hash of {@link #hash(long)}
     * @return its hash
     */
    public static int hash(Object key) {
        return key instanceof Long number ? hash(number.longValue()) : hash((long) StableHash.of(key));
    }

    /**
     * @param hash a key's hash
     * @param maxParallelism how many key groups there are
     * @return its group, from 0
     */
    public static int groupOf(int hash, int maxParallelism) {
        return (int) ((hash & 0xffffffffL) * maxParallelism >>> 32);
    }

    /**
     * @param group a key group
     * @param parallelism how many subtasks there are
     * @param maxParallelism how many key groups there are
     * @return the subtask whose {@link KeyGroupRange} contains it
     */
    public static int ownerOf(int group, int parallelism, int maxParallelism) {
        return group * parallelism / maxParallelism;
    }
}
