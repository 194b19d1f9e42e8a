package dev.sluice.benchmarks.jmh;

import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.heap.HeapBackend;
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

/** Get and put of a number in the heap table, keys in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StateTableBenchmark {
    private static final int UPDATES = 1 << 20;
    private static final int KEY_GROUPS = 128;

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

    private final int[] order = new int[UPDATES];

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
        Arrays.setAll(order, i -> random.nextInt(keys));
        objects = new Object[kind == KeyKind.OBJECT ? keys : 0];
        Arrays.setAll(objects, i -> "key-" + i);
        KeyCursor key = new KeyCursor(kind, KEY_GROUPS);
        for (int i = 0; i < keys; i++) {
            point(key, i);
            state.put(key, i);
        }
    }

    /** Adds one to the numbers of a million keys. */
    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public void update() {
        StateSnapshot held = snapshot ? store.freeze() : null;
        KeyCursor key = new KeyCursor(kind, KEY_GROUPS);
        for (int i : order) {
            point(key, i);
            state.put(key, state.get(key, 0) + 1);
        }
        release(held);
    }

    private static void release(@Nullable StateSnapshot held) {
        if (held != null) {
            held.release();
        }
    }

    private void point(KeyCursor key, int i) {
        if (kind == KeyKind.OBJECT) {
            key.point(objects[i], KeyGroups.hash(objects[i]));
        } else {
            key.point(i, KeyGroups.hash(i));
        }
    }
}
