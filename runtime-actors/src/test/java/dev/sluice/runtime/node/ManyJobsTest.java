package dev.sluice.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.job.JobState;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Very many subtasks and jobs on three nodes, all in this JVM. The figures are printed; the limits are generous. */
@Timeout(240)
class ManyJobsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final AtomicLong limit = new AtomicLong(100);

    private JobDefinition[] jobs(int count) {
        return IntStream.range(0, count)
                .mapToObj(job -> JobDefinition.named(
                        "job-" + job,
                        (flow, params) -> flow.source("in", new Ticks(2, limit))
                                .keyBy(n -> n % 10)
                                .aggregate(Aggregates.count(), (key, n) -> n)
                                .name("count")
                                .sink("out", new CollectingSink<>())))
                .toArray(JobDefinition[]::new);
    }

    /** Submits all at once; returns after how many milliseconds all run. */
    private static long run(TestCluster.TestNode node, int count, int parallelism) throws Exception {
        long began = System.nanoTime();
        List<CompletionStage<JobStatus>> submitted = new ArrayList<>();
        JobOptions options = JobOptions.defaults().withParallelism(parallelism);
        for (int job = 0; job < count; job++) {
            submitted.add(node.runtime().jobs().submit("job-" + job, Parameters.none(), options));
        }
        for (CompletionStage<JobStatus> one : submitted) {
            one.toCompletableFuture().get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> TestCluster.of(node.runtime().jobs().list()).stream()
                                .filter(job -> job.state() == JobState.RUNNING)
                                .count()
                        == count);
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    @Test
    void when_two_thousand_subtasks_are_deployed_then_they_run_within_seconds() throws Exception {
        try (TestCluster cluster = new TestCluster(folder, jobs(100))) {
            TestCluster.TestNode node = cluster.start(3).get(0);
            long millis = run(node, 100, 10);
            System.out.println("100 jobs of 20 subtasks, 2,000 in all, on 3 nodes: running after " + millis + " ms");
            assertThat(millis).isLessThan(2 * 20_000);
        }
    }

    @Test
    void when_two_hundred_jobs_are_idle_then_they_leave_the_processors_alone() throws Exception {
        try (TestCluster cluster = new TestCluster(folder, jobs(200))) {
            TestCluster.TestNode node = cluster.start(3).get(0);
            long millis = run(node, 200, 2);
            pause(Duration.ofSeconds(15)); // until they have noticed that they are idle
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpu = system.getProcessCpuTime();
            long began = System.nanoTime();
            pause(Duration.ofSeconds(5));
            double busy = (double) (system.getProcessCpuTime() - cpu) / (System.nanoTime() - began);
            System.out.printf("200 idle jobs on 3 nodes: running after %d ms, then %.2f processors%n", millis, busy);
            assertThat(busy).isLessThan(1.0);
        }
    }

    private static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }
}
