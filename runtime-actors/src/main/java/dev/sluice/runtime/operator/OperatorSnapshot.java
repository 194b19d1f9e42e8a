package dev.sluice.runtime.operator;

import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.StateSnapshot;
import java.io.IOException;
import java.util.List;

/** What an operator holds at a barrier, to be written by another thread. */
public interface OperatorSnapshot {

    /** Nothing. */
    OperatorSnapshot NONE = (operator, writer, codec) -> {};

    /**
     * @param operator the uid it is written under
     * @param writer where to
     * @param codec the calling thread's own
     * @throws Exception if it cannot be written
     */
    void write(String operator, SnapshotWriter writer, ValueCodec codec) throws Exception;

    /** Lets go of what it holds. Called once, by any thread, written or not. */
    default void release() {}

    /**
     * @param parts several
     * @return all of them as one
     */
    static OperatorSnapshot of(List<OperatorSnapshot> parts) {
        return new OperatorSnapshot() {
            @Override
            public void write(String operator, SnapshotWriter writer, ValueCodec codec) throws Exception {
                for (OperatorSnapshot part : parts) {
                    part.write(operator, writer, codec);
                }
            }

            @Override
            public void release() {
                parts.forEach(OperatorSnapshot::release);
            }
        };
    }

    /**
     * @param state keyed state
     * @return it as an operator's snapshot
     */
    static OperatorSnapshot of(StateSnapshot state) {
        return new OperatorSnapshot() {
            @Override
            public void write(String operator, SnapshotWriter writer, ValueCodec codec) throws IOException {
                state.write(operator, writer, codec);
            }

            @Override
            public void release() {
                state.release();
            }
        };
    }
}
