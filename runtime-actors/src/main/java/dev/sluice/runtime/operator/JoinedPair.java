package dev.sluice.runtime.operator;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.join.ProcessJoinFunction;

/** What user functions see around a pair. */
final class JoinedPair implements ProcessJoinFunction.Context {
    private final TimestampedCollector collector;
    private long left;
    private long right;

    JoinedPair(TimestampedCollector collector) {
        this.collector = collector;
    }

    void at(long leftTime, long rightTime) {
        left = leftTime;
        right = rightTime;
    }

    @Override
    public long leftTimestamp() {
        return left;
    }

    @Override
    public long rightTimestamp() {
        return right;
    }

    @Override
    public long timestamp() {
        return Math.max(left, right);
    }

    @Override
    public <X> void output(OutputTag<X> tag, X record) {
        collector.emitter().emit(tag, record, timestamp());
    }
}
