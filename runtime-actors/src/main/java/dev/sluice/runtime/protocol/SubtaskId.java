package dev.sluice.runtime.protocol;

/**
 * Names a subtask.
 *
 * @param run the run of the job
 * @param vertex the id of its vertex
 * @param index its index in the vertex
 */
public record SubtaskId(String run, String vertex, int index) implements CborSerializable {

    /** @return the id of the sharded entity */
    public String entityId() {
        return run + "/" + vertex + "/" + index;
    }

    /**
     * @param entityId an id of a sharded entity
     * @return the subtask
     */
    public static SubtaskId parse(String entityId) {
        String[] parts = entityId.split("/", -1);
        return new SubtaskId(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return entityId();
    }
}
