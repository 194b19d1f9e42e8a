package dev.sluice.runtime.task;

import org.jspecify.annotations.Nullable;

/** Wakes a subtask from any thread, once that is there to be woken. */
final class WakeUp implements Runnable {
    private @Nullable Runnable target;
    private boolean early;

    /** @param subtask tells the subtask to look at its operators */
    synchronized void to(Runnable subtask) {
        target = subtask;
        if (early) {
            subtask.run();
        }
    }

    @Override
    public synchronized void run() {
        if (target == null) {
            early = true;
        } else {
            target.run();
        }
    }
}
