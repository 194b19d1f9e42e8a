package dev.sluice.benchmarks.jmh;

import dev.sluice.api.graph.JobGraph;
import dev.sluice.api.graph.OperatorSpec;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.operator.Emitter;
import dev.sluice.runtime.operator.Operator;
import dev.sluice.runtime.operator.Operators;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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

/** The keyed operators alone: the running sum over its table, and the window over its slices, firing included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeyedOperatorBenchmark {
    private static final int BATCHES = 1_024;

    /** What the operator does. */
    @Param({"KEYED_SUM", "KEYED_WINDOW"})
    public KeyedWorkload workload = KeyedWorkload.KEYED_SUM;

    /** How many keys. */
    @Param({"1000", "100000", "1000000"})
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
        JobGraph graph = Isolated.graph(workload, keys);
        OperatorSpec spec = graph.nodes().get(1).spec();
        operator = Operators.create(spec, KeyKind.LONG, Isolated.context(graph), new Isolated.NoSink());
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
        long time = Events.time(round++ * Batch.TARGET);
        Isolated.push(operator, batch, time, out, results);
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
