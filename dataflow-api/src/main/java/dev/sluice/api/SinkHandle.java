package dev.sluice.api;

/** A sink in a definition. */
public final class SinkHandle {
    private final Node node;

    SinkHandle(Node node) {
        this.node = node;
    }

    /**
     * @param uid by which the sink's transactions are found again; it must never change
     * @return this
     */
    public SinkHandle uid(String uid) {
        node.uid = uid;
        return this;
    }

    /**
     * @param parallelism how many subtasks the sink has; otherwise the job's setting
     * @return this
     */
    public SinkHandle parallelism(int parallelism) {
        node.parallelism = parallelism;
        return this;
    }
}
