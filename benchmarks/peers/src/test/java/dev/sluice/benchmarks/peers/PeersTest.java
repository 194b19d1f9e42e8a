package dev.sluice.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.benchmarks.Workloads;
import dev.sluice.benchmarks.measure.PlainSubject;
import dev.sluice.benchmarks.measure.Result;
import dev.sluice.benchmarks.measure.Subject;
import dev.sluice.benchmarks.peers.flink.FlinkSubject;
import dev.sluice.benchmarks.peers.jet.JetSubject;
import dev.sluice.benchmarks.plain.PlainLoop;
import dev.sluice.benchmarks.workload.Events;
import dev.sluice.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is a plain loop; the others are compared with Sluice whenever they are measured. */
final class PeersTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Events EVENTS = new Events(100_000, 5_000);

    @TempDir
    private Path folder;

    @Test
    void when_flink_runs_a_workload_then_it_computes_what_the_plain_loop_computes() throws Exception {
        try (Subject flink = new FlinkSubject(2, INTERVAL, folder)) {
            assertComputesTheSame(flink);
        }
    }

    @Test
    void when_jet_runs_a_workload_then_it_computes_what_the_plain_loop_computes() throws Exception {
        try (Subject jet = new JetSubject(2, INTERVAL)) {
            assertComputesTheSame(jet);
        }
    }

    private static void assertComputesTheSame(Subject peer) throws Exception {
        for (Workload workload : Workloads.all()) {
            if (PlainLoop.runs(workload)) {
                Result expected = new PlainSubject(2).run(workload, EVENTS);
                Result result = peer.run(workload, EVENTS);
                assertThat(result.outputs()).as(workload.label()).isEqualTo(expected.outputs());
                assertThat(result.checksum()).as(workload.label()).isEqualTo(expected.checksum());
            }
        }
    }
}
