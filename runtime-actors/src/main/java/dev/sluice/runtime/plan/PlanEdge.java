package dev.sluice.runtime.plan;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.graph.Partitioning;
import org.jspecify.annotations.Nullable;

/**
 * An edge between two vertices.
 *
 * @param index its place in the plan
 * @param from the index of the sending vertex
 * @param operator the place in the sender's chain of the operator whose output it is
 * @param tag which of its side outputs, or null for the main output
 * @param to the index of the receiving vertex
 * @param input the receiver's input
 * @param partitioning how records are spread over the receiver's subtasks
 * @param combining how records can be added up before, or null
 */
public record PlanEdge(
        int index,
        int from,
        int operator,
        @Nullable OutputTag<?> tag,
        int to,
        int input,
        Partitioning partitioning,
        @Nullable Combining combining) {

    /** @return whether each sender has one receiver only */
    public boolean isForward() {
        return partitioning instanceof Partitioning.Forward;
    }
}
