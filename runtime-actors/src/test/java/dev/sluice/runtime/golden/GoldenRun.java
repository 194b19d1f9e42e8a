package dev.sluice.runtime.golden;

import dev.sluice.api.Dataflow;
import dev.sluice.api.Parameters;
import dev.sluice.api.graph.JobGraph;
import dev.sluice.persistence.checkpoint.Chunk;
import dev.sluice.persistence.serde.AllowedTypes;
import dev.sluice.persistence.serde.ValueCodec;
import dev.sluice.persistence.state.StateBackend;
import dev.sluice.runtime.inline.InlineJob;
import dev.sluice.runtime.task.InlineServices;
import dev.sluice.runtime.task.JobTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the golden job in one thread, up to the gate and from there to the end. */
final class GoldenRun implements AutoCloseable {
    private final AtomicBoolean gate = new AtomicBoolean();
    private final List<String> results = new ArrayList<>();
    private final InlineJob job;
    private long now = Keeper.CLOCK;

    /** @param state what a snapshot holds, or nothing */
    GoldenRun(int parallelism, StateBackend backend, List<Chunk> state) {
        GoldenJob definition = new GoldenJob(gate, context -> (line, timestamp) -> results.add(line));
        JobGraph graph = Dataflow.define(definition, Parameters.none());
        AllowedTypes types = JobTypes.of(graph);
        InlineServices services = new InlineServices(
                1,
                types,
                ValueCodec.create(types),
                backend,
                () -> Instant.ofEpochMilli(now),
                (operator, tag, value, timestamp) -> {});
        job = new InlineJob(() -> Dataflow.define(definition, Parameters.none()), parallelism, services, state);
        job.run();
    }

    /** What the job holds at the gate. */
    List<Chunk> snapshot() {
        return job.snapshot();
    }

    /**
     * What the job emits behind the gate, sorted: first by the wall clock, then by the rest of its input. Lines that
     * there are several of are counted; changes are summed up, as they amount to the same in whatever order.
     */
    List<String> finish() {
        results.clear();
        now += 60_000;
        job.run();
        gate.set(true);
        job.run();
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : results) {
            counts.merge(
                    line.replace("kind=DELETE", "kind=INSERT"), line.contains("kind=DELETE") ? -1 : 1, Integer::sum);
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((line, count) -> {
            if (count != 0) {
                lines.add(count == 1 ? line : line + " (" + count + " times)");
            }
        });
        return lines;
    }

    @Override
    public void close() throws Exception {
        job.close();
    }
}
