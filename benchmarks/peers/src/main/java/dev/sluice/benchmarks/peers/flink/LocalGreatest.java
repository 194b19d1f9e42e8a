package dev.sluice.benchmarks.peers.flink;

import java.io.Serializable;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.functions.FilterFunction;

/**
 * Leaves out what cannot be the greatest of its window, because a greater one has passed this subtask before: then
 * nearly nothing is left to be serialized. It is no state: after a restart it lets more pass.
 */
final class LocalGreatest<T> implements FilterFunction<T> {
    private final Number<T> window;
    private final Number<T> number;
    private long latest = Long.MIN_VALUE;
    private long greatest;

    LocalGreatest(Number<T> window, Number<T> number) {
        this.window = window;
        this.number = number;
    }

    interface Number<T> extends ToLongFunction<T>, Serializable {}

    @Override
    public boolean filter(T record) {
        long in = window.applyAsLong(record);
        long measured = number.applyAsLong(record);
        if (in < latest) {
            return true; // it remembers one window
        }
        if (in == latest && measured < greatest) {
            return false;
        }
        latest = in;
        greatest = measured;
        return true;
    }
}
