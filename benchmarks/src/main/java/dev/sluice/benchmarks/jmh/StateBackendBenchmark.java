package dev.sluice.benchmarks.jmh;

import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.LongFold;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.runtime.data.Batch;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** What an access costs in each backend, keys in random order, and what a checkpoint begins with. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class StateBackendBenchmark {
    private static final int UPDATES = 1 << 16;
    private static final int KEY_GROUPS = 128;

    /** Of the backends that have a limit: more than what is kept. */
    private static final long MEMORY = 256 << 20;

    private static final LongFold ADD_ONE = (place, before) -> before + 1;

    /** Which. */
    @Param({"heap", "spilling", "rocksdb"})
    public String backend = "heap";

    /** How many. */
    @Param({"1000", "1000000"})
    public int keys;

    private final long[] numbers = new long[UPDATES];
    private final int[] hashes = new int[UPDATES];

    @SuppressWarnings("NullAway.Init") // by setUp
    private KeyedStateStore store;

    @SuppressWarnings("NullAway.Init") // by setUp
    private KeyedLongs longs;

    @SuppressWarnings("NullAway.Init") // by setUp
    private KeyedValues<Visits> values;

    private final KeyCursor key = new KeyCursor(KeyKind.LONG, KEY_GROUPS);
    private @Nullable OpenBackend opened;
    private int next;
    private long checkpoint;

    /**
     * A value of a common size.
     *
     * @param page text
     * @param count a number
     * @param seconds another
     */
    public record Visits(String page, long count, double seconds) {}

    /**
     * Fills the state.
     *
     * @throws Exception if it cannot be written
     */
    @Setup
    public void setUp() throws Exception {
        ValueCodec codec = ValueCodec.create(AllowedTypes.builder()
                .declarePackage(StateBackendBenchmark.class.getPackageName())
                .build());
        opened = OpenBackend.of(backend, MEMORY);
        store = opened.backend().open(KeyGroupRange.of(0, 1, KEY_GROUPS), KeyKind.LONG, KEY_GROUPS, codec);
        longs = store.longs("sums").at(Namespaces.DEFAULT);
        values = store.<Visits>values("visits", ValueType.serialized()).at(Namespaces.DEFAULT);
        Random random = new Random(1);
        Arrays.setAll(numbers, i -> random.nextInt(keys));
        for (int i = 0; i < UPDATES; i++) {
            hashes[i] = KeyGroups.hash(numbers[i]);
        }
        for (long i = 0; i < keys; i++) {
            key.point(i, KeyGroups.hash(i));
            longs.put(key, i);
            values.put(key, new Visits("/page/" + i % 100, i, i * 0.5));
        }
    }

    /**
     * Deletes the state.
     *
     * @throws Exception if it cannot be deleted
     */
    @TearDown
    public void tearDown() throws Exception {
        store.close();
        if (opened != null) {
            opened.close();
        }
    }

    private void point() {
        next = next + 1 & UPDATES - 1;
        key.point(numbers[next], hashes[next]);
    }

    /**
     * Adds one to the numbers of the keys of a batch.
     *
     * @throws Exception never
     */
    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public void fold() throws Exception {
        for (int from = 0; from < UPDATES; from += Batch.TARGET) {
            longs.fold(numbers, hashes, from, from + Batch.TARGET, 0, ADD_ONE);
        }
    }

    /** @return a value */
    @Benchmark
    public @Nullable Visits get() {
        point();
        return values.get(key);
    }

    /** Reads a value and writes another. */
    @Benchmark
    public void getAndPut() {
        point();
        Visits before = values.get(key);
        if (before != null) {
            values.put(key, new Visits(before.page(), before.count() + 1, before.seconds() + 0.5));
        }
    }

    /** The synchronous part of a snapshot, after 65,536 numbers have changed. */
    @State(Scope.Thread)
    public static class Changed {
        /**
         * Changes the numbers.
         *
         * @param of the store
         * @throws Exception never
         */
        @Setup(Level.Invocation)
        public void change(StateBackendBenchmark of) throws Exception {
            of.fold();
        }
    }

    /**
     * Freezes and gives up.
     *
     * @param changed makes changes before
     */
    @Benchmark
    public void freeze(Changed changed) {
        store.freeze(SnapshotRequest.first(++checkpoint)).release();
    }
}
