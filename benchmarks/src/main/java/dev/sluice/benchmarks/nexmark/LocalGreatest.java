package dev.sluice.benchmarks.nexmark;

import dev.sluice.api.function.FilterFunction;
import dev.sluice.api.function.TaskInfo;
import dev.sluice.api.function.ToLong;

/**
 * Leaves out what cannot be the greatest of its window, because a greater one has passed this subtask before: in front
 * of an exchange, nearly everything. It is no state, and not in snapshots: after a restart it knows nothing, and so
 * lets more pass.
 */
final class LocalGreatest<T> implements FilterFunction<T> {
    private final ToLong<? super T> window;
    private final ToLong<? super T> number;
    private long latest;
    private long greatest;

    /**
     * @param window which window a record belongs to: later ones have greater numbers
     * @param number what is compared
     */
    LocalGreatest(ToLong<? super T> window, ToLong<? super T> number) {
        this.window = window;
        this.number = number;
    }

    @Override
    public void open(TaskInfo task) {
        latest = Long.MIN_VALUE;
    }

    @Override
    public boolean filter(T record) {
        long in = window.apply(record);
        if (in < latest) {
            return true; // splits are not equally far; it remembers one window
        }
        long measured = number.apply(record);
        if (in == latest && measured < greatest) {
            return false;
        }
        latest = in;
        greatest = measured;
        return true;
    }
}
