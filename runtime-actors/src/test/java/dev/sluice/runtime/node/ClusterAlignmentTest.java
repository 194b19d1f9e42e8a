package dev.sluice.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.time.WatermarkStrategy;
import dev.sluice.api.time.Watermarks;
import dev.sluice.connectors.Discard;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.engine.Lanes;
import dev.sluice.runtime.job.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources on several nodes that wait for each other. */
@Timeout(180)
class ClusterAlignmentTest {
    private static final long DRIFT = 5_000;
    private static final long READ = 256;

    /** How far the fast source may be at the beginning, so that it does not take long to come together. */
    private static final long AT_FIRST = 50_000;

    @TempDir
    private Path folder;

    private final AtomicLong largestDrift = new AtomicLong();
    private final Lanes slow = new Lanes(2, n -> {});
    private final Lanes fast = new Lanes(2, this::probe);
    private TestCluster cluster;

    private void probe(long n) {
        largestDrift.accumulateAndGet(n - slowest(), Math::max);
    }

    private long slowest() {
        return Math.min(slow.read(0), slow.read(1));
    }

    @BeforeEach
    void create() throws Exception {
        WatermarkStrategy<Long> aligned =
                Watermarks.<Long>monotonous().withAlignment("all", Duration.ofMillis(DRIFT), Duration.ofMillis(20));
        cluster = new TestCluster(folder, JobDefinition.named("aligned", (flow, params) -> {
            flow.source("fast", fast).eventTime(aligned).sink("fast-out", Discard.sink());
            flow.source("slow", slow).eventTime(aligned).sink("slow-out", Discard.sink());
        }));
    }

    @AfterEach
    void close() throws Exception {
        cluster.close();
    }

    private JobStatus submit(TestCluster.TestNode node) throws Exception {
        JobOptions options = JobOptions.defaults().withParallelism(2).withCheckpointInterval(Duration.ofMillis(200));
        TestCluster.of(node.runtime().jobs().submit("aligned", Parameters.none(), options));
        return cluster.awaitState("aligned", JobState.RUNNING);
    }

    private void allow(Lanes lanes, long upTo) {
        lanes.allow(0, upTo);
        lanes.allow(1, upTo);
    }

    private void awaitRead(Lanes lanes, long records) {
        await().atMost(TestCluster.PATIENCE).until(() -> lanes.read(0) >= records && lanes.read(1) >= records);
    }

    /** Waits until the fast source reads no more: an attempt begins unaligned. */
    private long awaitHeldBack() {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(TestCluster.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    long now = fast.read(0) + fast.read(1);
                    return fast.read(0) > 0 && fast.read(1) > 0 && now == before.getAndSet(now);
                });
        long ahead = Math.max(fast.read(0), fast.read(1));
        allow(fast, Long.MAX_VALUE);
        return ahead;
    }

    private void goOn(long upTo) {
        allow(slow, upTo);
        awaitRead(slow, upTo);
        awaitRead(fast, upTo + DRIFT - READ);
    }

    private void finish() {
        long end = Math.max(fast.read(0), fast.read(1)) + 10 * DRIFT;
        allow(fast, end);
        allow(slow, end);
        for (int split = 0; split < 2; split++) {
            fast.end(split);
            slow.end(split);
        }
        cluster.awaitState("aligned", JobState.FINISHED);
    }

    @Test
    void when_sources_are_on_two_nodes_then_the_fast_ones_wait_for_the_slowest() throws Exception {
        List<TestCluster.TestNode> nodes = cluster.start(2);
        allow(slow, 1);
        allow(fast, AT_FIRST);
        JobStatus status = submit(nodes.get(0));
        assertThat(status.subtasks().stream().map(SubtaskStatus::node).distinct())
                .hasSize(2);
        long ahead = awaitHeldBack();
        goOn(ahead);
        largestDrift.set(0);
        for (int round = 1; round <= 5; round++) {
            goOn(ahead + round * 3_000L);
        }
        assertThat(largestDrift.get()).isBetween(DRIFT - READ, DRIFT + READ);
        finish();
    }

    @Test
    void when_the_coordinator_dies_then_its_successor_aligns_the_sources() throws Exception {
        TestCluster.TestNode first = cluster.start("coordinator");
        TestCluster.TestNode second = cluster.start("coordinator", "worker");
        cluster.start("worker");
        allow(slow, 1);
        allow(fast, AT_FIRST);
        submit(second);
        long ahead = awaitHeldBack();
        goOn(ahead);
        largestDrift.set(0);
        cluster.kill(first);
        for (int round = 1; round <= 5; round++) {
            goOn(ahead + round * 3_000L);
        }
        assertThat(largestDrift.get()).isLessThanOrEqualTo(DRIFT + READ);
        assertThat(cluster.status("aligned").attempt()).isEqualTo(1);
        finish();
    }
}
