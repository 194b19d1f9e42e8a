package dev.sluice.runtime.operator;

import dev.sluice.persistence.state.Sharing;
import dev.sluice.persistence.state.ValueType;
import java.util.Arrays;

/** Records with their times, in order of arrival. Written by the serializer, so it has plain fields only. */
public final class TimedRecords {
    private long[] times = new long[2];
    private Object[] values = new Object[2];
    private int size;

    TimedRecords() {}

    static ValueType<Object> type(Sharing sharing) {
        return new ValueType<>(records -> ((TimedRecords) records).copy(sharing), null);
    }

    void add(Object value, long time) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        times[size] = time;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long time(int i) {
        return times[i];
    }

    Object value(int i) {
        return values[i];
    }

    TimedRecords copy(Sharing sharing) {
        TimedRecords copy = new TimedRecords();
        for (int i = 0; i < size; i++) {
            copy.add(sharing.own(values[i]), times[i]);
        }
        return copy;
    }
}
