package dev.sluice.benchmarks.jmh;

import dev.sluice.benchmarks.workload.KV;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.KeyCursor;
import dev.sluice.persistence.state.KeyGroupRange;
import dev.sluice.persistence.state.KeyKind;
import dev.sluice.persistence.state.KeyedLongs;
import dev.sluice.persistence.state.KeyedStateStore;
import dev.sluice.persistence.state.KeyedValues;
import dev.sluice.persistence.state.Namespaces;
import dev.sluice.persistence.state.StateSnapshot;
import dev.sluice.persistence.state.ValueType;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.runtime.task.JobTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** What a snapshot costs for each key: frozen, serialized, compressed and written into a local checkpoint store. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SnapshotBenchmark {
    private static final int KEYS = 1 << 18;
    private static final int KEY_GROUPS = 128;
    private static final String RUN = "snapshot-benchmark";

    /** Whether the values are numbers in a flat table, or records. */
    @Param({"true", "false"})
    public boolean flat;

    @SuppressWarnings("NullAway.Init") // by setUp
    private Path directory;

    @SuppressWarnings("NullAway.Init") // by setUp
    private LocalCheckpointStore checkpoints;

    @SuppressWarnings("NullAway.Init") // by setUp
    private ValueCodec codec;

    @SuppressWarnings("NullAway.Init") // by setUp
    private KeyedStateStore state;

    private long checkpoint;

    /**
     * Fills the tables.
     *
     * @throws IOException if there is no place for temporary files
     */
    @Setup
    public void setUp() throws IOException {
        directory = Files.createTempDirectory("sluice-snapshots-");
        checkpoints = new LocalCheckpointStore(directory);
        codec = ValueCodec.create(JobTypes.of(Isolated.graph(KeyedWorkload.KEYED_SUM, KEYS)));
        state = new HeapBackend().open(KeyGroupRange.of(0, 1, KEY_GROUPS), KeyKind.LONG, KEY_GROUPS, codec);
        KeyedLongs sums = state.longs("sums").at(Namespaces.DEFAULT);
        KeyedValues<KV> records =
                state.<KV>values("records", ValueType.serialized()).at(Namespaces.DEFAULT);
        KeyCursor key = new KeyCursor(KeyKind.LONG, KEY_GROUPS);
        for (long i = 0; i < KEYS; i++) {
            key.pointBoxed(i);
            if (flat) {
                sums.put(key, i * i);
            } else {
                records.put(key, new KV(i, i * i));
            }
        }
    }

    /**
     * Takes and writes a snapshot.
     *
     * @return where it is
     * @throws IOException if it cannot be written
     */
    @Benchmark
    @OperationsPerInvocation(KEYS)
    public SnapshotHandle write() throws IOException {
        StateSnapshot frozen = state.freeze(SnapshotRequest.first(1));
        SnapshotAddress address = new SnapshotAddress(RUN, ++checkpoint, 1, "vertex", 0);
        try (SnapshotWriter writer = checkpoints.begin(address)) {
            frozen.write("operator", writer, codec);
            return writer.commit();
        } finally {
            frozen.release();
        }
    }

    /**
     * Deletes what was written, so that the disk does not fill up.
     *
     * @throws IOException if it cannot
     */
    @TearDown(Level.Iteration)
    public void delete() throws IOException {
        checkpoints.deleteRun(RUN);
    }

    /**
     * Deletes the rest.
     *
     * @throws IOException if it cannot
     */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        Files.deleteIfExists(directory);
    }
}
