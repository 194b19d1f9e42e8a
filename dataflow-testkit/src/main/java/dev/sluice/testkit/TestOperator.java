package dev.sluice.testkit;

import dev.sluice.api.function.OutputTag;
import dev.sluice.api.graph.GraphNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a test sees of an operator. It is the same after a restore, and shows what is there by then. */
public final class TestOperator {
    private final TestFlow flow;
    private final TestedJob tested;
    private final GraphNode node;

    TestOperator(TestFlow flow, TestedJob tested, GraphNode node) {
        this.flow = flow;
        this.tested = tested;
        this.node = node;
    }

    /** @return its name */
    public String name() {
        return node.name();
    }

    /**
     * What a key has in one of the states of a process function, or, named {@code reduced} or {@code aggregated}, of a
     * reduce or an aggregate over all records of a key. What windows, joins and lists of subtasks hold is in a
     * snapshot: see {@link Snapshot#writeTo}.
     *
     * @param state the name that the function declares it by
     * @param key a key
     * @return a copy: the value, or null if it is not set; a {@code List} or {@code Map}, empty if it is not set
     * @throws IllegalArgumentException if there is no such state, or the key is of another type
     */
    public @Nullable Object state(String state, Object key) {
        List<String> names = flow.running().stateNames(node.name());
        if (!names.contains(state)) {
            throw new IllegalArgumentException("operator \"" + node.name() + "\" has no state \"" + state
                    + "\" that can be looked at; it has " + TestedJob.list(names));
        }
        return flow.running().state(node.name(), state, key);
    }

    /**
     * @param tag a side output that the definition reads
     * @param <X> the type of its records
     * @return what was put there
     * @throws IllegalArgumentException if nothing in the definition reads it, so that it is dropped
     */
    @SuppressWarnings("unchecked") // the tag is of the type that is put there
    public <X> TestOutput<X> sideOutput(OutputTag<X> tag) {
        return (TestOutput<X>) new TestOutput<>(tested.side(node.name(), tag), Object.class);
    }

    /** @return how many records came too late for its windows and were dropped, not those that a side output took */
    public long late() {
        return counter("late");
    }

    /**
     * @param name a counter of the operator's
     * @return what was counted, 0 if nothing was
     */
    public long counter(String name) {
        return flow.counters().getOrDefault(node.name() + "." + name, 0L);
    }

    /**
     * @return its event time, the least of its subtasks; {@link Instant#MIN} at first, {@link Instant#MAX} at the end
     */
    public Instant watermark() {
        long time = flow.running().watermark(node.name());
        return time == Long.MIN_VALUE ? Instant.MIN : time == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(time);
    }

    @Override
    public String toString() {
        return "operator \"" + node.name() + "\"";
    }
}
