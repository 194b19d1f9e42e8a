package dev.sluice.benchmarks.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.connector.Source;
import dev.sluice.benchmarks.nexmark.data.NexmarkConfig;
import dev.sluice.benchmarks.nexmark.data.NexmarkEvent;
import dev.sluice.benchmarks.nexmark.data.NexmarkLane;
import dev.sluice.benchmarks.nexmark.result.UserBids;
import dev.sluice.benchmarks.workload.Observer;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.RestartPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NexmarkTest {
    private static final int EVENTS = 200_000;
    private static final long GATE_AT = EVENTS / NexmarkLane.LANES / 2;
    private static final JobOptions OPTIONS = JobOptions.defaults()
            .withParallelism(2)
            .withCheckpointInterval(Duration.ofMillis(50))
            .withRestart(new RestartPolicy(3, Duration.ofMillis(1), Duration.ofMillis(5)))
            .withFresh(true);

    private static final Map<NexmarkQuery, Map<Object, Long>> EXPECTED = new ConcurrentHashMap<>();

    private static Runtime runtime;

    @BeforeAll
    static void start() {
        runtime = Runtime.local();
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveWhatANaiveComputationGives(NexmarkQuery query) {
        CollectingSink<Object> sink = new CollectingSink<>();

        submit(query, new NexmarkSource(config(query), new Nobody()), sink).join();

        assertThat(counted(sink.committed())).isEqualTo(expected(query));
    }

    @ParameterizedTest
    @EnumSource
    void when_it_crashes_behind_a_checkpoint_then_it_gives_the_same(NexmarkQuery query) {
        CollectingSink<Object> sink = new CollectingSink<>();
        AtomicBoolean gate = new AtomicBoolean();
        Source<NexmarkEvent> source = new NexmarkSource(config(query), new Nobody());

        JobHandle job = submit(query, new Trapped(source, GATE_AT, gate, new AtomicBoolean()), sink);
        await().atMost(Duration.ofSeconds(30)).until(() -> job.progress().recordsRead() == GATE_AT * NexmarkLane.LANES);
        long before = job.progress().checkpointsCompleted();
        await().atMost(Duration.ofSeconds(30)).until(() -> job.progress().checkpointsCompleted() >= before + 2);
        gate.set(true);
        job.join();

        assertThat(job.failures()).hasSize(1);
        assertThat(counted(sink.committed())).isEqualTo(expected(query));
    }

    /** Computed once, since two tests compare with it. */
    private static Map<Object, Long> expected(NexmarkQuery query) {
        return EXPECTED.computeIfAbsent(query, q -> counted(Naive.outputs(q, config(q))));
    }

    /** Slow enough for several windows, for sessions that end while their bidder is active, and for two days. */
    private static NexmarkConfig config(NexmarkQuery query) {
        long rate = switch (query) {
            case Q11 -> 50;
            case Q4, Q15, Q16, Q17, Q18, Q19 -> 20;
            default -> 5_000;
        };
        return new NexmarkConfig(EVENTS, rate, 42);
    }

    private static JobHandle submit(NexmarkQuery query, Source<NexmarkEvent> source, CollectingSink<Object> sink) {
        JobDefinition job = JobDefinition.named(query.label(), (flow, params) -> query.define(flow, source, sink));
        return runtime.submit(job, Parameters.none(), OPTIONS);
    }

    /** How often there is each output; the windows of query 12 depend on the wall clock, their sum does not. */
    private static Map<Object, Long> counted(List<?> outputs) {
        Map<Object, Long> counts = new HashMap<>();
        for (Object output : outputs) {
            if (output instanceof UserBids bids) {
                counts.merge(bids.bidder(), bids.bids(), Long::sum);
            } else {
                counts.merge(output, 1L, Long::sum);
            }
        }
        return counts;
    }

    private static final class Nobody implements Observer {
        @Override
        public void emitting() {}

        @Override
        public Outputs outputs() {
            throw new UnsupportedOperationException("nobody looks at the outputs");
        }
    }
}
