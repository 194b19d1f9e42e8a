package dev.sluice.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.Parameters;
import dev.sluice.examples.flights.FlightDelays;
import dev.sluice.examples.flights.PlainComputation;
import dev.sluice.runtime.JobHandle;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.Runtime;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StartFrom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job that moves from a local folder to a cluster over Cassandra and back, each time with a savepoint. */
@Timeout(300)
class PortableSavepointTest {
    private static final String JOB = "flight-delays";
    private static final int ROWS = 250_000;

    @TempDir
    private Path folder;

    @Test
    void when_a_job_moves_between_an_embedded_runtime_and_a_cluster_then_its_result_is_exact() throws Exception {
        List<String> rows = PlainComputation.bundledRows().subList(0, ROWS);
        Path input = folder.resolve("in.csv");
        PlainComputation.write(rows, input);
        Map<String, String> parameters = Map.of(
                "input", input.toString(), "output", folder.resolve("out").toString());
        Path first = folder.resolve("savepoints/first");
        Path second = folder.resolve("savepoints/second");
        try (Runtime runtime = Runtime.local()) {
            JobHandle job = runtime.submit(
                    new FlightDelays(),
                    Parameters.of(parameters),
                    JobOptions.defaults().withParallelism(2).withRate(60_000));
            await().atMost(Duration.ofSeconds(30)).until(() -> job.progress().recordsRead() > 80_000);
            job.stopWithSavepoint(first, false).toCompletableFuture().join();
            assertThat(job.join().state()).isEqualTo(JobState.STOPPED);
        }
        try (TrialCluster cluster = TrialCluster.start(Files.createDirectory(folder.resolve("cluster")), "")) {
            try {
                cluster.submitFrom(first, JOB, parameters, 3, 15_000);
                cluster.awaitCheckpoints(JOB, 2);
                cluster.stopWithSavepoint(JOB, second);
            } catch (Exception | AssertionError e) {
                cluster.printLogs();
                throw e;
            }
        }
        assertThat(PlainComputation.committed(folder.resolve("out")))
                .as("what is committed by now")
                .isNotEmpty()
                .hasSizeLessThan(PlainComputation.of(rows.stream()).size());
        try (Runtime runtime = Runtime.local()) {
            JobHandle job = runtime.submit(
                    new FlightDelays(),
                    Parameters.of(parameters),
                    JobOptions.defaults().withParallelism(1).withStartFrom(StartFrom.savepoint(second.toString())));
            assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(PlainComputation.committed(folder.resolve("out")))
                .containsExactlyElementsOf(PlainComputation.of(rows.stream()));
    }
}
