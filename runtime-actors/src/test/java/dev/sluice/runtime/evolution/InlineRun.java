package dev.sluice.runtime.evolution;

import dev.sluice.api.graph.JobGraph;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.heap.HeapBackend;
import dev.sluice.runtime.inline.InlineJob;
import dev.sluice.runtime.task.InlineServices;
import dev.sluice.runtime.task.JobTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A job whose source stops at a gate, in one thread. */
final class InlineRun implements AutoCloseable {
    private final AtomicBoolean gate = new AtomicBoolean();
    private final List<String> results = new ArrayList<>();
    private final InlineJob job;

    /** Defines a job around a gate and a list of results. */
    interface Definition {
        JobGraph of(AtomicBoolean gate, List<String> results);
    }

    /** Runs it up to the gate. */
    InlineRun(Definition definition, int parallelism, List<Chunk> state) {
        Supplier<JobGraph> graph = () -> definition.of(gate, results);
        AllowedTypes types = JobTypes.of(graph.get());
        InlineServices services = new InlineServices(
                1,
                types,
                ValueCodec.create(types),
                new HeapBackend(),
                () -> Instant.ofEpochMilli(1_000_000),
                (operator, tag, value, timestamp) -> {});
        job = new InlineJob(graph, parallelism, services, state);
        job.run();
    }

    List<Chunk> snapshot() {
        return job.snapshot();
    }

    /** What comes behind the gate. */
    List<String> finish() {
        results.clear();
        gate.set(true);
        job.run();
        return results;
    }

    @Override
    public void close() throws Exception {
        job.close();
    }
}
