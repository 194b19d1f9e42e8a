package dev.sluice.runtime.protocol;

/**
 * Names a subtask.
 *
 * @param run the run of the job
 * @param vertex the id of its vertex
 * @param index its index in the vertex
 */
public record SubtaskId(String run, String vertex, int index) implements CborSerializable {
    /** @return run, vertex and index */
    public String name() {
        return run + "/" + vertex + "/" + index;
    }

    @Override
    public String toString() {
        return name();
    }
}
