package dev.sluice.persistence.state.heap;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot's hold on a table's arrays: as long as it lasts, the table must not write into them but into copies. Let
 * go by the thread that writes the snapshot, looked at by the subtask's thread.
 */
final class Hold {
    private final @Nullable Hold earlier;
    private volatile boolean released;

    /** @param earlier another hold on the same arrays, or null */
    Hold(@Nullable Hold earlier) {
        Hold held = earlier;
        while (held != null && held.released) {
            held = held.earlier; // else a table that never changes would gather a hold for each snapshot ever taken
        }
        this.earlier = held;
    }

    void release() {
        released = true;
    }

    boolean isReleased() {
        return released && (earlier == null || earlier.isReleased());
    }
}
