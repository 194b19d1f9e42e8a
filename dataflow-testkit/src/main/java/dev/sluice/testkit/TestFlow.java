package dev.sluice.testkit;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.runtime.inline.InlineJob;
import dev.sluice.runtime.task.FailedTaskException;
import dev.sluice.runtime.task.InlineServices;
import dev.sluice.runtime.task.InlineTask;
import dev.sluice.runtime.task.JobTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A job that runs in the thread of a test. The operators, the channels between their subtasks and the snapshots are
 * those of the engine; sources are fed by the test, sinks are lists that the test reads, and the clock stands still
 * until the test moves it.
 *
 * <pre>{@code
 * try (TestFlow flow = TestFlow.of(new FlightDelays(), params).parallelism(2).build()) {
 *     flow.source("flights", Flight.class).emit(first, second);
 *     flow.end();
 *     assertThat(flow.sink("hourly", HourlyDelay.class)).containsExactly(...);
 * }
 * }</pre>
 *
 * <p>Each call returns when everything that follows from it has happened, and the same calls give the same results in
 * the same order each time. When a function fails, the call that made it fail throws {@link OperatorFailedException};
 * after that the flow can be {@linkplain #restore restored} or closed. For one thread at a time.
 */
public final class TestFlow implements AutoCloseable {
    private final TestedJob tested;
    private final TestClock clock;
    private final AllowedTypes types;
    private final ValueCodec codec;
    private @Nullable InlineJob job;
    private @Nullable OperatorFailedException failure;
    private Map<String, Long> countedBefore = Map.of();
    private int parallelism;
    private long epoch;

    TestFlow(TestedJob tested, int parallelism, TestClock clock) {
        this.tested = tested;
        this.clock = clock;
        types = JobTypes.of(tested.graph());
        codec = ValueCodec.create(types);
        this.parallelism = parallelism;
        start(parallelism, null);
    }

    /**
     * @param job a job that takes no parameters, or none but those with defaults
     * @return says how it is to be tested
     */
    public static TestFlowBuilder of(JobDefinition job) {
        return of(job, Parameters.none());
    }

    /**
     * @param job a job; its sources and sinks are made, but never opened
     * @param params what it is given
     * @return says how it is to be tested
     */
    public static TestFlowBuilder of(JobDefinition job, Parameters params) {
        return new TestFlowBuilder(job, params);
    }

    /**
     * For tests of one function.
     *
     * @param input the class of the records that the test feeds
     * @param operator makes the operator, and its functions; it is called for each subtask and again after a restore.
     *     It need not give the operator a name or uid
     * @param <I> the type of those records
     * @param <O> the type of the operator's results
     * @return says how it is to be tested
     */
    public static <I, O> OperatorFlowBuilder<I, O> operator(
            Class<I> input, Function<DataStream<I>, DataStream<O>> operator) {
        return new OperatorFlowBuilder<>(input, operator);
    }

    /**
     * @param name a source of the job
     * @param type the class of its records
     * @param <T> the type of its records
     * @return the source, to be fed
     * @throws IllegalArgumentException if the job has no such source
     */
    public <T> TestSource<T> source(String name, Class<T> type) {
        return new TestSource<>(this, name, tested.feed(name), type);
    }

    /**
     * @param name a sink of the job
     * @param type the class of what is written to it
     * @param <T> the type of what is written to it
     * @return what was written to it
     * @throws IllegalArgumentException if the job has no such sink
     */
    public <T> TestOutput<T> sink(String name, Class<T> type) {
        return new TestOutput<>(tested.sink(name), type);
    }

    /**
     * @param name an operator of the job
     * @return what can be seen of it
     * @throws IllegalArgumentException if the job has no such operator, or several
     */
    public TestOperator operator(String name) {
        return new TestOperator(this, tested, tested.operator(name));
    }

    /** @return processing time */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Moves the clock. Each processing-time timer on the way fires at its own time.
     *
     * @param by how far, not negative
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("the clock only goes forward, not by " + by);
        }
        advanceTo(now().plus(by));
    }

    /** @param time as {@link #advance}; what is past already does nothing */
    public void advanceTo(Instant time) {
        step(running -> {
            for (long next = running.nextTick(); next <= time.toEpochMilli(); next = running.nextTick()) {
                clock.moveTo(next);
                running.run();
            }
            clock.moveTo(time.toEpochMilli());
        });
    }

    /**
     * Makes all sources that have not ended announce that event time has come to a point.
     *
     * @param time event time: no record with this time or an earlier one is expected any more
     */
    public void watermark(Instant time) {
        tested.feeds().forEach((name, feed) -> {
            if (feed.lanes().stream().anyMatch(lane -> !lane.ended())) {
                new TestSource<>(this, name, feed, Object.class).watermark(time);
            }
        });
    }

    /** Ends all sources: event time comes to its end, and every window and event-time timer fires. */
    public void end() {
        tested.feeds().forEach((name, feed) -> new TestSource<>(this, name, feed, Object.class).end());
    }

    /**
     * Sends barriers through the job and writes what every operator holds. Nothing changes by that.
     *
     * @return what the job holds now
     * @throws OperatorFailedException if it cannot be written, for example for a class that is not declared
     */
    public Snapshot snapshot() {
        List<Snapshot> taken = new ArrayList<>();
        step(running -> {
            Map<String, List<Snapshot.Split>> sources = new HashMap<>();
            tested.feeds().forEach((name, feed) -> sources.put(name, splits(running.source(name), feed)));
            Map<String, Tape.Mark> marks = new HashMap<>();
            tested.tapes().forEach((name, tape) -> marks.put(name, tape.mark()));
            taken.add(new Snapshot(running.outline(), running.snapshot(), sources, marks, counters()));
        });
        return taken.get(0);
    }

    private static List<Snapshot.Split> splits(List<InlineTask> readers, Feed feed) {
        List<Snapshot.Split> splits = new ArrayList<>();
        for (Lane lane : feed.lanes()) {
            InlineTask reader = readers.get(splits.size() % readers.size());
            splits.add(new Snapshot.Split(lane.ended(), reader.isIdle(), reader.announcedWatermark(), lane.position()));
        }
        return splits;
    }

    /**
     * Puts the job back to where it was: its operators, of which there are new ones, and what sinks and side outputs
     * hold. Sources go on behind what they had read by then; to feed them the rest again is the test's business, see
     * {@link TestSource#position}. The clock stays.
     *
     * @param snapshot of this flow or another of the same definition
     */
    public void restore(Snapshot snapshot) {
        restore(snapshot, parallelism);
    }

    /**
     * Takes a snapshot and restores it, as a failure and a restart would.
     *
     * @param subtasks how many an operator has from now on unless the definition says otherwise
     */
    public void rescale(int subtasks) {
        restore(snapshot(), subtasks);
    }

    /** Takes a snapshot and restores it at once: after that all functions are new ones, with the state of the old. */
    public void restart() {
        restore(snapshot(), parallelism);
    }

    private void restore(Snapshot snapshot, int subtasks) {
        if (!snapshot.fingerprint().equals(tested.graph().fingerprint())) {
            throw new IllegalArgumentException("the snapshot is of another job, or of another definition of job \""
                    + tested.graph().job() + "\"");
        }
        tested.feeds().forEach((name, feed) -> checkSplits(name, feed, snapshot.source(name)));
        close();
        tested.tapes().forEach((name, tape) -> tape.restore(snapshot.tape(name)));
        tested.feeds().forEach((name, feed) -> restore(feed, snapshot.source(name)));
        countedBefore = snapshot.counters();
        parallelism = subtasks;
        start(subtasks, snapshot);
    }

    private static void checkSplits(String source, Feed feed, List<Snapshot.Split> splits) {
        if (splits.size() != feed.lanes().size()) {
            throw new IllegalArgumentException("source \"" + source + "\" had " + splits.size()
                    + " splits when the snapshot was taken, and has "
                    + feed.lanes().size()
                    + " here: say so with .splits(\"" + source + "\", " + splits.size() + ")");
        }
    }

    private static void restore(Feed feed, List<Snapshot.Split> splits) {
        for (int i = 0; i < splits.size(); i++) {
            feed.lanes().get(i).restore(splits.get(i).ended(), splits.get(i).position());
        }
    }

    private void start(int subtasks, @Nullable Snapshot from) {
        failure = null;
        InlineServices services = new InlineServices(++epoch, types, codec, new HeapBackend(), clock, tested::emitted);
        try {
            InlineJob made =
                    new InlineJob(tested::define, subtasks, services, from == null ? List.of() : from.chunks());
            job = made;
            if (from != null) {
                tested.feeds().keySet().forEach(name -> announce(made.source(name), from.source(name)));
            }
            made.run();
        } catch (FailedTaskException e) {
            throw failed(e);
        }
    }

    /** What a source had said before is not in its snapshot, but others may have had it already. */
    private static void announce(List<InlineTask> readers, List<Snapshot.Split> splits) {
        for (int i = 0; i < readers.size() && i < splits.size(); i++) {
            long watermark = Long.MAX_VALUE;
            boolean idle = true;
            boolean ended = true;
            for (int split = i; split < splits.size(); split += readers.size()) {
                watermark = Math.min(watermark, splits.get(split).watermark());
                idle &= splits.get(split).idle();
                ended &= splits.get(split).ended();
            }
            if (!ended && watermark != Long.MIN_VALUE) {
                readers.get(i).watermark(watermark);
            }
            if (!ended && idle) {
                readers.get(i).idle();
            }
        }
    }

    /** @return how many subtasks an operator has unless the definition says otherwise */
    public int parallelism() {
        return parallelism;
    }

    /** @return what operators have counted, by the operator's name, a dot, and the counter's name */
    public Map<String, Long> counters() {
        Map<String, Long> sums = new TreeMap<>(countedBefore);
        running().counters().forEach((name, count) -> sums.merge(name, count, Long::sum));
        return sums;
    }

    /** @return what there is to see of the flow, for people: shown by {@link SluiceExtension} when a test fails */
    public String describe() {
        return Description.of(this, tested);
    }

    /**
     * Ends the job where it is and closes its functions. Closing it again does nothing.
     *
     * @throws IllegalStateException if a function cannot be closed
     */
    @Override
    public void close() {
        InlineJob ending = job;
        job = null;
        if (ending != null) {
            try {
                ending.close();
            } catch (Exception e) {
                throw new IllegalStateException(
                        "the functions of job \"" + tested.graph().job() + "\" were not all closed", e);
            }
        }
    }

    boolean isRunning() {
        return job != null && failure == null;
    }

    @Nullable
    OperatorFailedException failure() {
        return failure;
    }

    InlineJob running() {
        InlineJob running = job;
        if (running == null) {
            throw new IllegalStateException("the flow is closed");
        }
        return running;
    }

    /** Does something and all that follows from it. */
    void step(Step what) {
        InlineJob running = running();
        if (failure != null) {
            throw new IllegalStateException("the job has failed: restore a snapshot, or build another flow", failure);
        }
        try {
            what.in(running);
            running.run();
        } catch (FailedTaskException e) {
            throw failed(e);
        }
    }

    private OperatorFailedException failed(FailedTaskException problem) {
        OperatorFailedException thrown = new OperatorFailedException(problem);
        failure = thrown;
        return thrown;
    }

    /** Something that a test does to a job. */
    interface Step {
        void in(InlineJob job);
    }

    @Override
    public String toString() {
        return "TestFlow of job \"" + tested.graph().job() + "\"";
    }
}
