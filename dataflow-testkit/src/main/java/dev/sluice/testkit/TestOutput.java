package dev.sluice.testkit;

import java.util.List;

/**
 * What was written to a sink or a side output. Records of one key are in the order in which they were written; those of
 * several subtasks are in an order that is the same in each run.
 *
 * @param <T> the type of the records
 */
public final class TestOutput<T> {
    private final Tape tape;
    private final Class<T> type;

    TestOutput(Tape tape, Class<T> type) {
        this.tape = tape;
        this.type = type;
    }

    /** @return what it is called in messages: {@code sink "hourly"} */
    public String name() {
        return tape.name();
    }

    /** @return all records so far, unmodifiable */
    public List<T> records() {
        return tape.written().stream().map(this::value).toList();
    }

    /** @return all records so far with their event times, unmodifiable */
    public List<Timestamped<T>> timestamped() {
        return tape.written().stream().map(this::typed).toList();
    }

    /** @return the records since the last time that any were taken, unmodifiable */
    public List<T> takeAll() {
        return tape.take().stream().map(this::value).toList();
    }

    /** @return the same as {@link #takeAll()} with their event times, unmodifiable */
    public List<Timestamped<T>> takeAllTimestamped() {
        return tape.take().stream().map(this::typed).toList();
    }

    /** @return how many records there are in all */
    public int size() {
        return tape.written().size();
    }

    /** @return whether there are none */
    public boolean isEmpty() {
        return size() == 0;
    }

    private Timestamped<T> typed(Timestamped<Object> record) {
        return new Timestamped<>(value(record), record.timestamp());
    }

    private T value(Timestamped<Object> record) {
        if (!type.isInstance(record.value())) {
            throw new ClassCastException(name() + " has a record of "
                    + record.value().getClass().getName() + ", not of " + type.getName() + ": " + record.value());
        }
        return type.cast(record.value());
    }

    @Override
    public String toString() {
        return name() + " " + tape.written();
    }
}
