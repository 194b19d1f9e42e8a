package dev.sluice.benchmarks.jmh;

import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyGroups;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.LongFold;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.runtime.data.Batch;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What folding a batch into numbers costs when they take four times the memory that the backend may use: a million of
 * them, some 33 MB in the tables of the heap, of which 8 MiB are allowed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
public class LargeStateBenchmark {
    private static final int KEY_GROUPS = 128;
    private static final long MEMORY = 8 << 20;
    private static final int KEYS = 1 << 20;
    private static final int SLICES = 32;
    private static final int RECENT = 4;
    private static final int RARELY = 100;
    private static final LongFold ADD_ONE = (place, before) -> before + 1;

    /** Which. The heap has no limit. */
    @Param({"heap", "spilling", "rocksdb"})
    public String backend = "heap";

    /**
     * Which numbers a batch goes to. {@code recent}: of 32 slices of time mostly to one of the newest four, a batch of
     * a hundred to any. {@code slices}: to any of them. {@code keys}: there is one slice, and any of a million keys.
     */
    @Param({"recent", "slices", "keys"})
    public String pattern = "recent";

    private final Random random = new Random(1);
    private final long[] numbers = new long[Batch.TARGET];
    private final int[] hashes = new int[Batch.TARGET];

    @SuppressWarnings("NullAway.Init") // by setUp
    private KeyedStateStore store;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Namespaces<KeyedLongs> longs;

    private @Nullable OpenBackend opened;

    /**
     * Fills the state.
     *
     * @throws Exception if it cannot be written
     */
    @Setup
    public void setUp() throws Exception {
        opened = OpenBackend.of(backend, MEMORY);
        ValueCodec codec = ValueCodec.create(AllowedTypes.builder().build());
        store = opened.backend().open(KeyGroupRange.of(0, 1, KEY_GROUPS), KeyKind.LONG, KEY_GROUPS, codec);
        longs = store.longs("sums");
        int slices = slices();
        for (int slice = 0; slice < slices; slice++) {
            for (long from = 0; from < KEYS / slices; from += Batch.TARGET) {
                for (int i = 0; i < Batch.TARGET; i++) {
                    numbers[i] = from + i;
                    hashes[i] = KeyGroups.hash(numbers[i]);
                }
                longs.at(slice).fold(numbers, hashes, 0, Batch.TARGET, 0, ADD_ONE);
            }
        }
    }

    private int slices() {
        return pattern.equals("keys") ? 1 : SLICES;
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

    /**
     * Adds one to the numbers of the keys of a batch.
     *
     * @throws Exception never
     */
    @Benchmark
    @OperationsPerInvocation(Batch.TARGET)
    public void fold() throws Exception {
        int slices = slices();
        int keys = KEYS / slices;
        for (int i = 0; i < Batch.TARGET; i++) {
            numbers[i] = random.nextInt(keys);
            hashes[i] = KeyGroups.hash(numbers[i]);
        }
        boolean recent = pattern.equals("recent") && random.nextInt(RARELY) > 0;
        int slice = recent ? slices - 1 - random.nextInt(RECENT) : random.nextInt(slices);
        longs.at(slice).fold(numbers, hashes, 0, Batch.TARGET, 0, ADD_ONE);
    }
}
