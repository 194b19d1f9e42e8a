package dev.sluice.runtime.protocol;

/**
 * Names the keeper of a subtask: a sharded entity. It has its shard in its name, because that is how a subtask is put
 * on a node: shards have a node, and the coordinator chooses the shard.
 *
 * @param subtask whose keeper
 * @param shard from 0 to {@link #SHARDS}
 */
public record KeeperId(SubtaskId subtask, int shard) {
    /** How many shards there are. Fixed for the life of a cluster: every node has to agree on it. */
    public static final int SHARDS = 1024;

    /** @return the id of the sharded entity */
    public String entityId() {
        return subtask.name() + "/" + shard;
    }

    /**
     * @param entityId an id of a sharded entity
     * @return the keeper
     */
    public static KeeperId parse(String entityId) {
        String[] parts = entityId.split("/", -1);
        return new KeeperId(new SubtaskId(parts[0], parts[1], Integer.parseInt(parts[2])), Integer.parseInt(parts[3]));
    }
}
