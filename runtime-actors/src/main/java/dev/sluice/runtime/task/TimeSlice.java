package dev.sluice.runtime.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a task has been at work for a while without looking at its messages, and has it stop. The task says when
 * it begins and ends, which costs no more than a store; another thread looks at an interval.
 */
final class TimeSlice {
    /**
     * A task is stopped after one to two of these. Long compared with a batch of a fast operator, so that such a task
     * is hardly ever stopped, and short compared with any timeout of barriers.
     */
    static final long NANOS = 20_000_000;

    private static final VarHandle TURN;

    static {
        try {
            TURN = MethodHandles.lookup().findVarHandle(TimeSlice.class, "turn", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable stop;

    /** Odd while the task is at work. */
    @SuppressWarnings("UnusedVariable") // read by the handle
    private long turn;

    private long seen;

    private @Nullable Future<?> looking;

    private TimeSlice(Runnable stop) {
        this.stop = stop;
    }

    /**
     * @param waker its thread looks; null: nobody does
     * @param stop has the task stop; called by that thread
     */
    static TimeSlice of(@Nullable Waker waker, Runnable stop) {
        TimeSlice slice = new TimeSlice(stop);
        if (waker != null) {
            slice.looking = waker.every(NANOS, slice::look);
        }
        return slice;
    }

    /** The task begins to work, or has ended; called by its thread. */
    void flip() {
        TURN.setOpaque(this, (long) TURN.get(this) + 1);
    }

    private void look() {
        long now = (long) TURN.getOpaque(this);
        if (now == seen && (now & 1) == 1) {
            stop.run();
        }
        seen = now;
    }

    void close() {
        if (looking != null) {
            looking.cancel(false);
        }
    }
}
