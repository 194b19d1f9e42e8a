package dev.sluice.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.DataStream;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.CollectingSink;
import dev.sluice.runtime.JobOptions;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.Recovery;
import dev.sluice.runtime.job.RetainedCheckpoint;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.job.StartFrom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on several nodes, while nodes come, leave and die. Each job's output is that of an undisturbed run. */
@Timeout(180)
class ClusterTest {
    private static final int SPLITS = 6;
    private static final long KEYS = 100;
    private static final long COUNT = 20_000;

    @TempDir
    private Path folder;

    private final AtomicLong brake = new AtomicLong();
    private final AtomicLong limit = new AtomicLong(1_000);
    private final CollectingSink<Long> out = new CollectingSink<>();
    private final CollectingSink<Long> counts = new CollectingSink<>();

    /** Passes numbers on as they are, and counts them by their remainder behind an exchange. */
    private final JobDefinition job = JobDefinition.named("pass", (flow, params) -> {
        DataStream<Long> numbers = flow.source("in", new Ticks(SPLITS, limit));
        numbers.sink("out", out);
        numbers.keyBy(n -> n % KEYS)
                .aggregate(Aggregates.count(), (key, count) -> count * KEYS + key)
                .name("count")
                .map(count -> {
                    LockSupport.parkNanos(brake.get());
                    return count;
                })
                .sink("counts", counts);
    });

    private TestCluster cluster;

    @BeforeEach
    void create() throws Exception {
        cluster = new TestCluster(folder, job);
    }

    @AfterEach
    void close() throws Exception {
        cluster.close();
    }

    private static JobOptions options(int parallelism) {
        return JobOptions.defaults().withParallelism(parallelism).withCheckpointInterval(Duration.ofMillis(200));
    }

    private JobStatus submit(TestCluster.TestNode node, int parallelism) throws Exception {
        TestCluster.of(node.runtime().jobs().submit("pass", Parameters.none(), options(parallelism)));
        return cluster.awaitState("pass", JobState.RUNNING);
    }

    private void goOn() {
        long more = limit.addAndGet(1_000);
        await().atMost(TestCluster.PATIENCE).until(() -> out.committed().size() >= more * SPLITS);
    }

    private void finish() {
        limit.set(-COUNT);
        cluster.awaitState("pass", JobState.FINISHED);
        assertThat(out.committed().stream().sorted().toList())
                .isEqualTo(LongStream.range(0, COUNT * SPLITS).boxed().toList());
        assertThat(counts.committed().stream().sorted().toList())
                .as("each count of each key once")
                .isEqualTo(LongStream.range(KEYS, COUNT * SPLITS + KEYS).boxed().toList());
    }

    @Test
    void when_barriers_overtake_what_is_between_nodes_and_a_worker_dies_then_the_job_goes_on_elsewhere()
            throws Exception {
        List<TestCluster.TestNode> nodes = cluster.start(3);
        brake.set(500_000);
        JobOptions options = options(6).withAlignedTimeout(Duration.ofMillis(20));
        TestCluster.of(nodes.get(0).runtime().jobs().submit("pass", Parameters.none(), options));
        JobStatus before = cluster.awaitState("pass", JobState.RUNNING);
        limit.addAndGet(5_000);
        await().atMost(TestCluster.PATIENCE)
                .until(() -> cluster.status("pass").lastCheckpoint() >= before.lastCheckpoint() + 4);
        cluster.kill(nodes.get(2));
        await().atMost(TestCluster.PATIENCE).until(() -> cluster.status("pass").attempt() > 1);
        brake.set(0);
        goOn();
        finish();
    }

    private static Map<String, Long> bySubtasksOf(JobStatus status) {
        return status.subtasks().stream().collect(Collectors.groupingBy(SubtaskStatus::node, Collectors.counting()));
    }

    @Test
    void when_a_job_is_submitted_to_any_node_then_its_subtasks_are_spread_evenly() throws Exception {
        List<TestCluster.TestNode> nodes = cluster.start(3);
        JobStatus status = submit(nodes.get(1), 6);
        assertThat(bySubtasksOf(status))
                .hasSize(3)
                .allSatisfy((node, count) -> assertThat(count).isEqualTo(2 * 6 / 3));
        goOn();
        finish();
    }

    @Test
    void when_a_worker_dies_then_the_job_goes_on_elsewhere() throws Exception {
        List<TestCluster.TestNode> nodes = cluster.start(3);
        submit(nodes.get(0), 6);
        goOn();
        cluster.kill(nodes.get(2));
        goOn();
        JobStatus status = cluster.awaitState("pass", JobState.RUNNING);
        assertThat(status.attempt()).isGreaterThan(1);
        assertThat(bySubtasksOf(status))
                .hasSize(2)
                .doesNotContainKey(nodes.get(2).address());
        assertThat(Objects.requireNonNull(status.lastRecovery()).cause()).isEqualTo(Recovery.Cause.NODE_LOST);
        finish();
    }

    @Test
    void when_the_coordinator_dies_then_subtasks_on_other_nodes_do_not_restart() throws Exception {
        TestCluster.TestNode first = cluster.start("coordinator");
        cluster.start("coordinator");
        cluster.start("worker");
        cluster.start("worker");
        JobStatus before = submit(first, 4);
        goOn();
        cluster.kill(first);
        cluster.awaitMembers(3);
        await().atMost(TestCluster.PATIENCE)
                .until(() -> cluster.status("pass").completedCheckpoints() > before.completedCheckpoints());
        goOn();
        JobStatus after = cluster.awaitState("pass", JobState.RUNNING);
        assertThat(after.attempt()).isEqualTo(1);
        Function<SubtaskStatus, List<Object>> life =
                subtask -> List.of(subtask.vertex(), subtask.index(), subtask.node(), subtask.startedAt());
        assertThat(after.subtasks().stream().map(life))
                .containsExactlyElementsOf(before.subtasks().stream().map(life).toList());
        finish();
    }

    @Test
    void when_a_job_is_rescaled_then_it_uses_nodes_that_have_come_and_loses_nothing() throws Exception {
        List<TestCluster.TestNode> nodes = cluster.start(2);
        submit(nodes.get(0), 2);
        goOn();
        TestCluster.TestNode third = cluster.start();
        JobStatus more = TestCluster.of(nodes.get(0).runtime().jobs().rescale("pass", 6));
        assertThat(more.parallelism()).isEqualTo(6);
        assertThat(bySubtasksOf(cluster.status("pass"))).containsKey(third.address());
        goOn();
        JobStatus fewer = TestCluster.of(nodes.get(0).runtime().jobs().rescale("pass", 1));
        assertThat(fewer.parallelism()).isEqualTo(1);
        Recovery recovery = Objects.requireNonNull(fewer.lastRecovery());
        assertThat(recovery.cause()).isEqualTo(Recovery.Cause.RESCALE);
        goOn();
        finish();
    }

    @Test
    void when_a_node_leaves_then_its_subtasks_move_behind_a_checkpoint() throws Exception {
        List<TestCluster.TestNode> nodes = cluster.start(3);
        submit(nodes.get(0), 6);
        goOn();
        cluster.leave(nodes.get(1));
        JobStatus status = cluster.awaitState("pass", JobState.RUNNING);
        assertThat(bySubtasksOf(status)).doesNotContainKey(nodes.get(1).address());
        assertThat(Objects.requireNonNull(status.lastRecovery()).cause()).isEqualTo(Recovery.Cause.DRAIN);
        assertThat(status.failure()).isNull();
        goOn();
        finish();
    }

    @Test
    void when_a_job_is_stopped_then_it_goes_on_from_its_last_checkpoint_once_submitted_again() throws Exception {
        List<TestCluster.TestNode> nodes = cluster.start(2);
        submit(nodes.get(0), 2);
        goOn();
        JobStatus stopped = TestCluster.of(nodes.get(1).runtime().jobs().stop("pass"));
        assertThat(stopped.state()).isEqualTo(JobState.STOPPED);
        assertThat(stopped.subtasks()).isEmpty();
        long all = out.committed().size();
        assertThat(all).isEqualTo(limit.get() * SPLITS);
        submit(nodes.get(1), 3);
        goOn();
        finish();
    }

    // ---- savepoints ----

    private JobStatus awaitSavepoint(SavepointStatus.State state) {
        return await().atMost(TestCluster.PATIENCE)
                .until(
                        () -> cluster.status("pass"),
                        status ->
                                status.savepoint() != null && status.savepoint().state() == state);
    }

    @Test
    void when_a_job_is_stopped_with_a_savepoint_then_a_new_run_goes_on_from_it_on_all_nodes() throws Exception {
        List<TestCluster.TestNode> nodes = cluster.start(3);
        submit(nodes.get(0), 6);
        goOn();
        JobControl jobs = nodes.get(2).runtime().jobs();
        Path first = folder.resolve("savepoints/first");
        TestCluster.of(jobs.savepoint("pass", first.toString()));
        assertThat(Objects.requireNonNull(
                                awaitSavepoint(SavepointStatus.State.COMPLETED).savepoint())
                        .bytes())
                .isPositive();
        goOn();
        String second = folder.resolve("savepoints/second").toString();
        JobStatus asked = TestCluster.of(jobs.stopWithSavepoint("pass", second, false));
        assertThat(Objects.requireNonNull(asked.savepoint()).directory()).isEqualTo(second);
        JobStatus stopped = cluster.awaitState("pass", JobState.STOPPED);
        assertThat(Objects.requireNonNull(stopped.savepoint()).state()).isEqualTo(SavepointStatus.State.COMPLETED);
        TestCluster.of(jobs.submit("pass", Parameters.none(), options(4).withStartFrom(StartFrom.savepoint(second))));
        JobStatus next = cluster.awaitState("pass", JobState.RUNNING);
        assertThat(next.run()).isNotEqualTo(stopped.run());
        assertThat(TestCluster.of(jobs.checkpoints("pass")))
                .extracting(RetainedCheckpoint::run)
                .contains(next.run(), stopped.run());
        goOn();
        finish();
    }

    @Test
    void when_the_coordinator_dies_behind_a_start_from_a_savepoint_then_the_run_goes_on() throws Exception {
        List<TestCluster.TestNode> nodes = cluster.start(3);
        submit(nodes.get(0), 6);
        goOn();
        String savepoint = folder.resolve("savepoint").toString();
        TestCluster.of(nodes.get(2).runtime().jobs().stopWithSavepoint("pass", savepoint, false));
        cluster.awaitState("pass", JobState.STOPPED);
        TestCluster.of(nodes.get(2)
                .runtime()
                .jobs()
                .submit("pass", Parameters.none(), options(6).withStartFrom(StartFrom.savepoint(savepoint))));
        cluster.kill(nodes.get(0));
        goOn();
        finish();
    }
}
