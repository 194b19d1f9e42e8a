package dev.sluice.testkit;

import java.util.ArrayList;
import java.util.List;

/** What was written to a sink or a side output, in order, and how much of it was taken. */
final class Tape {
    private final String name;
    private final List<Timestamped<Object>> written = new ArrayList<>();
    private int taken;

    /** A tape at a moment. */
    record Mark(List<Timestamped<Object>> written, int taken) {}

    Tape(String name) {
        this.name = name;
    }

    /** What it is called in messages: {@code sink "hourly"}. */
    String name() {
        return name;
    }

    void write(Object value, long timestamp) {
        written.add(new Timestamped<>(value, timestamp));
    }

    List<Timestamped<Object>> written() {
        return List.copyOf(written);
    }

    List<Timestamped<Object>> take() {
        List<Timestamped<Object>> fresh = List.copyOf(written.subList(taken, written.size()));
        taken = written.size();
        return fresh;
    }

    Mark mark() {
        return new Mark(written(), taken);
    }

    void restore(Mark mark) {
        written.clear();
        written.addAll(mark.written);
        taken = mark.taken;
    }
}
