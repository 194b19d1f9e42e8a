package dev.sluice.benchmarks.jmh;

import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.KeyedStream;
import dev.sluice.api.Parameters;
import dev.sluice.api.WindowedStream;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.time.Watermarks;
import dev.sluice.api.window.Aggregates;
import dev.sluice.api.window.Triggers;
import dev.sluice.api.window.WindowAssigner;
import dev.sluice.api.window.Windows;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KV;
import dev.sluice.connectors.Discard;
import dev.sluice.connectors.Values;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.operator.Operator;
import dev.sluice.runtime.operator.Operators;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a record costs in windows of a minute: those that follow each other against those that overlap sixty times, and
 * the same with a trigger, which keeps each window for itself. Firing is included: a second of event time has
 * {@link #PER_SECOND} records, so results are few against records.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WindowBenchmark {
    /** Records in a second of event time. */
    private static final int PER_SECOND = 1_000_000;

    private static final int BATCHES = 1_024;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final WindowAssigner TUMBLING = Windows.tumbling(MINUTE);
    private static final WindowAssigner SLIDING = Windows.sliding(MINUTE, Duration.ofSeconds(1));

    /** The kind of the windows. */
    public enum Kind {
        /** One after the other. */
        TUMBLING(keyed -> keyed.window(WindowBenchmark.TUMBLING)),
        /** Sixty at a time. */
        SLIDING(keyed -> keyed.window(WindowBenchmark.SLIDING)),
        /** One after the other, with the default trigger said. */
        TUMBLING_TRIGGER(keyed -> keyed.window(WindowBenchmark.TUMBLING).trigger(Triggers.endOfWindow())),
        /** Sessions with the default trigger said. */
        SESSION_TRIGGER(
                keyed -> keyed.window(Windows.session(Duration.ofSeconds(1))).trigger(Triggers.endOfWindow())),
        /** Sixty at a time, with the default trigger said. */
        SLIDING_TRIGGER(keyed -> keyed.window(WindowBenchmark.SLIDING).trigger(Triggers.endOfWindow()));

        private final Function<KeyedStream<Long, KV>, WindowedStream<Long, KV>> windows;

        Kind(Function<KeyedStream<Long, KV>, WindowedStream<Long, KV>> windows) {
            this.windows = windows;
        }
    }

    /** What is measured. */
    @Param({"TUMBLING", "SLIDING"})
    public Kind kind = Kind.TUMBLING;

    /** How many keys. */
    @Param({"1000"})
    public int keys;

    private final Batch[] batches = new Batch[BATCHES];

    @SuppressWarnings("NullAway.Init") // by setUp
    private Operator operator;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Emitter out;

    private long round;

    /**
     * Makes the operator and a million events.
     *
     * @throws Exception never
     */
    @Setup
    public void setUp() throws Exception {
        JobDefinition job = (flow, params) -> kind.windows
                .apply(flow.source("events", Values.from(List.<KV>of()))
                        .eventTime(KV::value, Watermarks.monotonous())
                        .keyBy(KV::key))
                .aggregate(Aggregates.sum(KV::value), (window, key, sum) -> new KV(key, sum))
                .name("windows")
                .sink("discard", Discard.sink());
        JobGraph graph = Dataflow.define(JobDefinition.named("windows", job), Parameters.none());
        operator = Operators.create(
                graph.nodes().stream()
                        .filter(node -> node.name().equals("windows"))
                        .findFirst()
                        .orElseThrow()
                        .spec(),
                KeyKind.LONG,
                Isolated.context(graph),
                new Isolated.NoSink());
        operator.open();
        out = new Emitter(Batch.TARGET, Set.of(), Isolated.sharing(graph));
        Events events = new Events((long) BATCHES * Batch.TARGET, keys);
        Arrays.setAll(batches, i -> Isolated.batch(events, (long) i * Batch.TARGET));
    }

    /**
     * A batch and the watermark behind it.
     *
     * @param results takes the results
     * @throws Exception never
     */
    @Benchmark
    @OperationsPerInvocation(Batch.TARGET)
    public void batch(Blackhole results) throws Exception {
        Batch batch = batches[(int) (round % BATCHES)];
        long time = round++ * Batch.TARGET * 1_000 / PER_SECOND;
        Arrays.fill(batch.timestamps, time);
        batch.next(0);
        while (batch.hasNext()) {
            operator.process(0, batch, out);
            take(results);
        }
        while (!operator.onWatermark(time - 1, out)) {
            take(results);
        }
        take(results);
    }

    private void take(Blackhole results) {
        results.consume(out.main());
        out.clear();
    }

    /**
     * Gives the state back.
     *
     * @throws Exception never
     */
    @TearDown(Level.Trial)
    public void tearDown() throws Exception {
        operator.close();
    }
}
