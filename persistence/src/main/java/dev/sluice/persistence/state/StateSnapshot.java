package dev.sluice.persistence.state;

import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import java.io.IOException;
import java.util.List;

/** State as it was at one moment. */
public interface StateSnapshot {

    /**
     * Writes it, by key group, in chunks. Called once, by any thread.
     *
     * @param operator the uid under which it is written
     * @param writer where to
     * @param codec the calling thread's own
     * @throws IOException if it cannot be written
     */
    void write(String operator, SnapshotWriter writer, ValueCodec codec) throws IOException;

    /**
     * Lets go of what it holds: the state need not keep old values for it any longer. Called by any thread, written or
     * not.
     */
    void release();

    /**
     * @param parts several
     * @return all of them as one
     */
    static StateSnapshot of(List<StateSnapshot> parts) {
        return new StateSnapshot() {
            @Override
            public void write(String operator, SnapshotWriter writer, ValueCodec codec) throws IOException {
                for (StateSnapshot part : parts) {
                    part.write(operator, writer, codec);
                }
            }

            @Override
            public void release() {
                parts.forEach(StateSnapshot::release);
            }
        };
    }
}
