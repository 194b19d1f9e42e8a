package dev.sluice.runtime.task;

import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.StateBackend;
import java.time.InstantSource;

/**
 * What subtasks that share one thread have in common.
 *
 * @param epoch the attempt
 * @param types the classes that the job declares
 * @param codec for that thread
 * @param backend where keyed state is kept
 * @param clock the wall clock
 * @param sides hears of what goes to side outputs
 */
public record InlineServices(
        long epoch,
        AllowedTypes types,
        ValueCodec codec,
        StateBackend backend,
        InstantSource clock,
        SideOutputs sides) {

    /** Hears of side outputs that somebody reads, in the order in which they are emitted on a subtask. */
    @FunctionalInterface
    public interface SideOutputs {

        /**
         * @param operator the operator's name
         * @param tag the id of the side output
         * @param value a record, shared with whoever reads the side output if it cannot change, else a copy
         * @param timestamp its event time
         */
        void emitted(String operator, String tag, Object value, long timestamp);
    }
}
