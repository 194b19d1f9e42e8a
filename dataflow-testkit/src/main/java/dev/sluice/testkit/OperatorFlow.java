package dev.sluice.testkit;

import dev.sluice.api.function.OutputTag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator that runs in the thread of a test; see {@link TestFlow}, whose promises hold here as well.
 *
 * <pre>{@code
 * try (OperatorFlow<Payment, Alert> flow = TestFlow.operator(
 *                 Payment.class, payments -> payments.keyBy(Payment::card).process(new TrialThenLargePayment()))
 *         .build()) {
 *     flow.emit(tiny, large);
 *     assertThat(flow.output(Alert.class)).hasSize(1);
 * }
 * }</pre>
 *
 * @param <I> the type of the records that the test feeds
 * @param <O> the type of the operator's results
 */
public final class OperatorFlow<I, O> implements AutoCloseable {
    private final TestFlow flow;
    private final TestSource<I> input;

    OperatorFlow(TestFlow flow, Class<I> type) {
        this.flow = flow;
        input = flow.source(OperatorFlowBuilder.INPUT, type);
    }

    /**
     * Processes records.
     *
     * @param records in order; without event time unless the builder was told where it is
     * @throws OperatorFailedException if the function fails
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final void emit(I... records) {
        input.emit(records);
    }

    /**
     * Processes records.
     *
     * @param time the event time of all of them
     * @param records in order
     * @throws OperatorFailedException if the function fails
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final void emitAt(Instant time, I... records) {
        input.emitAt(time, records);
    }

    /** @param time to which event time comes; windows and event-time timers up to it fire */
    public void watermark(Instant time) {
        input.watermark(time);
    }

    /** Ends the input: event time comes to its end. */
    public void end() {
        input.end();
    }

    /** @param by how far the clock moves; see {@link TestFlow#advance} */
    public void advance(Duration by) {
        flow.advance(by);
    }

    /** @return processing time */
    public Instant now() {
        return flow.now();
    }

    /** @return the results so far, unmodifiable */
    public List<O> records() {
        return output().records();
    }

    /** @return the results since the last time that any were taken, unmodifiable */
    public List<O> takeAll() {
        return output().takeAll();
    }

    /** @return the results so far with their event times, unmodifiable */
    public List<Timestamped<O>> timestamped() {
        return output().timestamped();
    }

    /** @return the results */
    @SuppressWarnings("unchecked") // the operator's results are of this type
    public TestOutput<O> output() {
        return (TestOutput<O>) flow.sink(OperatorFlowBuilder.OUTPUT, Object.class);
    }

    /**
     * @param tag one of those that the builder was given
     * @param <X> the type of its records
     * @return what was put there
     */
    public <X> TestOutput<X> sideOutput(OutputTag<X> tag) {
        return operator().sideOutput(tag);
    }

    /**
     * @param state the name of a state
     * @param key a key
     * @return what the key has there; see {@link TestOperator#state}
     */
    public @Nullable Object state(String state, Object key) {
        return operator().state(state, key);
    }

    /** @return the operator: its state, counters and watermark */
    public TestOperator operator() {
        return flow.operator(OperatorFlowBuilder.OPERATOR);
    }

    /** @return what it holds now */
    public Snapshot snapshot() {
        return flow.snapshot();
    }

    /** @param snapshot to which it goes back; see {@link TestFlow#restore} */
    public void restore(Snapshot snapshot) {
        flow.restore(snapshot);
    }

    /** Goes on with a new function that has the state of the old one. */
    public void restart() {
        flow.restart();
    }

    /** @param subtasks how many it has from now on */
    public void rescale(int subtasks) {
        flow.rescale(subtasks);
    }

    /** @return the job around the operator */
    public TestFlow flow() {
        return flow;
    }

    @Override
    public void close() {
        flow.close();
    }
}
