package dev.sluice.benchmarks.jmh;

import dev.sluice.benchmarks.workload.KV;
import dev.sluice.benchmarks.workload.KeyedWorkload;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.runtime.task.JobTypes;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Columns of records to bytes and back, as in snapshots: for each record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SerializerBenchmark {
    private static final int RECORDS = 4_096;

    private final ValueCodec codec = ValueCodec.create(JobTypes.of(Isolated.graph(KeyedWorkload.KEYED_SUM, RECORDS)));
    private final @Nullable Object[] records = new Object[RECORDS];
    private byte[] encoded = {};

    /** Makes the records. */
    @Setup
    public void setUp() {
        Arrays.setAll(records, i -> new KV(i, (long) i * i));
        encoded = encode();
    }

    /** @return the bytes of a column */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public byte[] encode() {
        return codec.encodeAll(records, 0, RECORDS);
    }

    /** @return the records of a column */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public @Nullable Object[] decode() {
        return codec.decodeAll(encoded, 0, encoded.length);
    }
}
