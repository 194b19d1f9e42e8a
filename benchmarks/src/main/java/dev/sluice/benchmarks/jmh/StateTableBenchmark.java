package dev.sluice.benchmarks.jmh;

import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.LongFold;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.runtime.data.Batch;
import dev.sluice.runtime.task.JobTypes;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Folding into the numbers of the heap table, batch by batch, keys in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StateTableBenchmark {
    private static final int UPDATES = 1 << 20;
    private static final int KEY_GROUPS = 128;
    private static final LongFold ADD_ONE = (place, before) -> before + 1;

    /** How keys are carried: LONG, or strings as OBJECT. */
    @Param({"LONG", "OBJECT"})
    public KeyKind kind = KeyKind.LONG;

    /** How many. */
    @Param({"1000", "1000000"})
    public int keys;

    /**
     * Whether a snapshot is taken before each 1,048,576 updates and held until they are done, so that tables are copied
     * on the first write.
     */
    @Param({"false", "true"})
    public boolean snapshot;

    private final long[] numbers = new long[UPDATES];
    private final int[] hashes = new int[UPDATES];

    @SuppressWarnings("NullAway.Init") // by setUp
    private Object[] objects;

    @SuppressWarnings("NullAway.Init") // by setUp
    private KeyedStateStore store;

    @SuppressWarnings("NullAway.Init") // by setUp
    private KeyedLongs state;

    /** Fills the table. */
    @Setup
    public void setUp() {
        ValueCodec codec = ValueCodec.create(JobTypes.of(Isolated.graph(KeyedWorkload.KEYED_SUM, keys)));
        store = new HeapBackend().open(KeyGroupRange.of(0, 1, KEY_GROUPS), kind, KEY_GROUPS, codec);
        state = store.longs("sums").at(Namespaces.DEFAULT);
        Random random = new Random(1);
        Arrays.setAll(numbers, i -> random.nextInt(keys));
        Object[] names = new Object[kind == KeyKind.OBJECT ? keys : 0];
        Arrays.setAll(names, i -> "key-" + i);
        objects = new Object[kind == KeyKind.OBJECT ? UPDATES : 0];
        Arrays.setAll(objects, i -> names[(int) numbers[i]]);
        for (int i = 0; i < UPDATES; i++) {
            hashes[i] = kind == KeyKind.OBJECT ? KeyGroups.hash(objects[i]) : KeyGroups.hash(numbers[i]);
        }
    }

    /**
     * Adds one to the numbers of a million keys.
     *
     * @throws Exception never
     */
    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public void update() throws Exception {
        StateSnapshot held = snapshot ? store.freeze(SnapshotRequest.first(1)) : null;
        for (int from = 0; from < UPDATES; from += Batch.TARGET) {
            if (kind == KeyKind.OBJECT) {
                state.fold(objects, hashes, from, from + Batch.TARGET, 0, ADD_ONE);
            } else {
                state.fold(numbers, hashes, from, from + Batch.TARGET, 0, ADD_ONE);
            }
        }
        release(held);
    }

    private static void release(@Nullable StateSnapshot held) {
        if (held != null) {
            held.release();
        }
    }
}
