package dev.sluice.persistence.state.heap;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot's hold on a table's arrays: as long as it lasts, the table must not write into them but into copies. Let go by the thread
 * that writes the snapshot, looked at by the subtask's thread.
 */
final class Hold {
    private final @Nullable Hold earlier;
    private volatile boolean released;

    /** @param earlier another hold on the same arrays, or null */
    Hold(@Nullable Hold earlier) {
        this.earlier = earlier;
    }

    void release() {
        released = true;
    }

    boolean isReleased() {
        return released && (earlier == null || earlier.isReleased());
    }
}
