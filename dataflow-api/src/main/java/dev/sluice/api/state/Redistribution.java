package dev.sluice.api.state;

/** Who gets the elements of an operator's list when it is restored at another parallelism. */
public enum Redistribution {
    /** They belong to their subtask: a restore at another parallelism is refused. */
    NONE,
    /** All lists are put together, in the order of their subtasks, and dealt out evenly. */
    REDISTRIBUTABLE,
    /** Every subtask keeps the same list, and each gets it whole. */
    IDENTICAL
}
