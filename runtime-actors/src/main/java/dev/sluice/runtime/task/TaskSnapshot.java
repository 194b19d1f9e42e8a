package dev.sluice.runtime.task;

import dev.sluice.runtime.operator.OperatorSnapshot;
import java.util.List;

/**
 * What a subtask holds at a barrier.
 *
 * @param checkpoint the checkpoint's number
 * @param parts by operator
 * @param changed whether the subtask has done anything since the one before
 */
public record TaskSnapshot(long checkpoint, List<Part> parts, boolean changed) {

    /**
     * @param uid the operator's uid, or its name if it has none
     * @param operator its name
     * @param snapshot what it holds
     */
    public record Part(String uid, String operator, OperatorSnapshot snapshot) {}

    /** Lets go of everything. */
    public void release() {
        parts.forEach(part -> part.snapshot().release());
    }
}
