package dev.sluice.testkit;

import dev.sluice.api.function.TimestampFunction;

/** The event time that a test gives with a record. It is asked right after the record was read. */
final class FedTime implements TimestampFunction<Object> {
    private static final long serialVersionUID = 1;

    private long time = Timestamped.NO_TIMESTAMP;

    void at(long timestamp) {
        time = timestamp;
    }

    @Override
    public long timestamp(Object record) {
        return time;
    }
}
