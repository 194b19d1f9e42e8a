package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.pattern.StatusReply;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.JobOutline;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.checkpoint.OperatorOutline;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.runtime.TestSystems;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StartFrom;
import dev.sluice.runtime.job.StateBackendKind;
import dev.sluice.runtime.protocol.CoordinatorMessage;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.protocol.MasterMessage;
import dev.sluice.runtime.protocol.SubtaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Keepers keepers = new Keepers();
    private ActorTestKit kit;
    private TroubledStore store;
    private TestProbe<JobUpdate> watcher;
    private ActorRef<CoordinatorMessage> coordinator;

    @BeforeEach
    void start() {
        kit = TestSystems.create();
        store = new TroubledStore(new LocalCheckpointStore(folder));
        watcher = kit.createTestProbe();
        coordinator = spawn(true);
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    private ActorRef<CoordinatorMessage> spawn(boolean revives) {
        return kit.spawn(Coordinator.create(MasterFixture.environment(keepers, store), spec -> revives));
    }

    private static JobSpec spec(String run, Map<String, String> parameters, String fingerprint) {
        JobSpec spec = MasterFixture.spec(run);
        return new JobSpec(
                spec.job(),
                run,
                parameters,
                fingerprint,
                2,
                60_000,
                60_000,
                2,
                Long.MAX_VALUE,
                0,
                1,
                1,
                0,
                StateBackendKind.HEAP,
                Map.of());
    }

    private StatusReply<MasterCommand.Accepted> submit(JobSpec spec, boolean fresh) {
        TestProbe<StatusReply<MasterCommand.Accepted>> reply = kit.createTestProbe();
        coordinator.tell(new CoordinatorMessage.Submit(spec, fresh, watcher.ref(), reply.ref()));
        return reply.receiveMessage(PATIENCE);
    }

    private StatusReply<MasterCommand.Accepted> submit(String run) {
        return submit(spec(run, Map.of(), "f"), false);
    }

    private static Stream<SubtaskId> subtasks(String run) {
        return Stream.of("in", "count").flatMap(v -> Stream.of(new SubtaskId(run, v, 0), new SubtaskId(run, v, 1)));
    }

    private ActorRef<MasterMessage> expectDeploy(String run, long epoch) {
        KeeperCommand.Deploy last = subtasks(run)
                .map(id -> keepers.expect(id, KeeperCommand.Deploy.class))
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(last.epoch()).isEqualTo(epoch);
        return last.master();
    }

    private void endByCancel(String run, ActorRef<MasterMessage> master, long epoch) {
        coordinator.tell(new CoordinatorMessage.Cancel("job", run, kit.system().ignoreRef()));
        subtasks(run).forEach(id -> keepers.expect(id, KeeperCommand.Stop.class));
        subtasks(run).forEach(id -> master.tell(new KeeperReport.Stopped(id, epoch)));
        subtasks(run).forEach(id -> keepers.expect(id, KeeperCommand.Retire.class));
        awaitState(JobState.CANCELLED);
    }

    private void awaitState(JobState state) {
        while (watcher.receiveMessage(PATIENCE).state() != state) {
            // the ones before
        }
    }

    private void failOver(boolean revives) {
        kit.stop(coordinator, PATIENCE);
        coordinator = spawn(revives);
        watcher = kit.createTestProbe();
    }

    @Test
    void when_a_job_is_submitted_then_its_run_begins_and_another_one_is_refused() {
        assertThat(submit("job-1").getValue()).isEqualTo(new MasterCommand.Accepted("job-1", -1));
        expectDeploy("job-1", 1);
        assertThat(submit("job-2").getError()).hasMessageContainingAll("\"job\"", "already running", "job-1");
        assertThat(submit(spec("job-3", Map.of(), "f"), true).isError()).isTrue();
    }

    @Test
    void when_an_unfinished_run_is_submitted_again_then_it_goes_on_under_its_own_name() {
        submit("job-1");
        endByCancel("job-1", expectDeploy("job-1", 1), 1);
        // At once, while its last master is still on its way out.
        assertThat(submit("job-2").getValue()).isEqualTo(new MasterCommand.Accepted("job-1", 0));
        expectDeploy("job-1", 2);
    }

    @Test
    void when_an_unfinished_run_had_other_parameters_or_another_graph_then_it_is_refused_unless_begun_afresh() {
        submit("job-1");
        endByCancel("job-1", expectDeploy("job-1", 1), 1);
        assertThat(submit(spec("job-2", Map.of("input", "b"), "f"), false).getError())
                .hasMessageContainingAll("job-1", "other parameters", "input", "--fresh");
        assertThat(submit(spec("job-2", Map.of(), "g"), false).getError()).hasMessageContaining("another definition");
        assertThat(submit(spec("job-2", Map.of(), "g"), true).getValue())
                .isEqualTo(new MasterCommand.Accepted("job-2", -1));
        expectDeploy("job-2", 1);
    }

    @Test
    void when_the_coordinator_is_replaced_then_masters_attach_to_what_runs() {
        submit("job-1");
        ActorRef<MasterMessage> master = expectDeploy("job-1", 1);
        var inbox = Adapter.toClassic(kit.createTestProbe().ref());
        subtasks("job-1").forEach(id -> master.tell(new KeeperReport.Ready(id, 1, inbox, "a:1")));
        subtasks("job-1").forEach(id -> keepers.expect(id, KeeperCommand.Start.class));
        failOver(true);
        coordinator.tell(new CoordinatorMessage.Watch("job-1", watcher.ref()));
        subtasks("job-1").forEach(id -> {
            KeeperCommand.Attach attach = keepers.expect(id, KeeperCommand.Attach.class);
            attach.master().tell(new KeeperReport.Attached(id, attach.epoch(), true, false, "a:1"));
        });
        awaitState(JobState.RUNNING);
        assertThat(submit("job-2").getError()).hasMessageContaining("already running");
    }

    @Test
    void when_a_run_is_left_by_another_process_then_it_waits_until_it_is_submitted_again() {
        submit("job-1");
        expectDeploy("job-1", 1);
        failOver(false);
        assertThat(submit("job-2").getValue()).isEqualTo(new MasterCommand.Accepted("job-1", 0));
        expectDeploy("job-1", 2);
    }

    @Test
    void when_a_run_has_ended_then_late_watchers_hear_how() {
        submit("job-1");
        endByCancel("job-1", expectDeploy("job-1", 1), 1);
        failOver(true);
        coordinator.tell(new CoordinatorMessage.Watch("job-1", watcher.ref()));
        awaitState(JobState.CANCELLED);
        coordinator.tell(new CoordinatorMessage.Watch("stranger", watcher.ref()));
        coordinator.tell(
                new CoordinatorMessage.Cancel("job", "stranger", kit.system().ignoreRef()));
        assertThat(submit("job-2").getValue().run()).isEqualTo("job-1");
    }

    // ---- begun from what another run has left ----

    /** A checkpoint that a run has left, with state of these operators. */
    private void leaveCheckpoint(String run, long checkpoint, String... uids) throws IOException {
        SnapshotHandle handle;
        try (SnapshotWriter writer = store.begin(new SnapshotAddress(run, checkpoint, 1, "v", 0))) {
            for (String uid : uids) {
                writer.chunk(new ChunkHeader(uid, "state", 3, 1), new byte[] {1}, 0, 1);
            }
            handle = writer.commit();
        }
        JobOutline outline = new JobOutline(
                "job", "f", 128, List.of(new OperatorOutline("gone", "Gone", "v", 1, false)), Map.of("job-0", 9L));
        store.complete(new CheckpointManifest(run, checkpoint, 1, false, 5, List.of(handle), outline));
    }

    private StatusReply<MasterCommand.Accepted> submitFrom(String run, StartFrom from) {
        TestProbe<StatusReply<MasterCommand.Accepted>> reply = kit.createTestProbe();
        coordinator.tell(new CoordinatorMessage.SubmitFrom(spec(run, Map.of(), "f"), from, watcher.ref(), reply.ref()));
        return reply.receiveMessage(PATIENCE);
    }

    private CoordinatorMessage.Job described() {
        TestProbe<CoordinatorMessage.Jobs> jobs = kit.createTestProbe();
        coordinator.tell(new CoordinatorMessage.Describe(jobs.ref()));
        return Objects.requireNonNull(jobs.receiveMessage(PATIENCE).jobs().get("job"));
    }

    @Test
    void when_a_run_begins_from_another_then_it_has_a_copy_of_its_state_and_continues_its_results() throws IOException {
        submit("job-1");
        endByCancel("job-1", expectDeploy("job-1", 1), 1);
        leaveCheckpoint("job-1", 4, "count", "in");
        assertThat(submitFrom("job-2", StartFrom.checkpoint("job-1", 0)).getValue())
                .isEqualTo(new MasterCommand.Accepted("job-2", -1));
        KeeperCommand.Deploy deploy = keepers.expect(new SubtaskId("job-2", "count", 1), KeeperCommand.Deploy.class);
        assertThat(deploy.restoredCheckpoint()).isEqualTo(1);
        assertThat(deploy.job().continues()).isEqualTo(Map.of("job-0", 9L, "job-1", 4L));
        assertThat(deploy.snapshots()).hasSize(1);
        store.verify(deploy.snapshots().get(0));
        assertThat(deploy.snapshots().get(0).address().run()).isEqualTo("job-2");
        assertThat(store.completed("job-1")).as("untouched").hasSize(1);
        assertThat(described().runs()).containsExactly("job-2", "job-1");
        failOver(true);
        assertThat(described().runs()).containsExactly("job-2", "job-1");
    }

    @Test
    void when_the_state_does_not_fit_then_nothing_is_left_and_the_unfinished_run_is_still_there() throws IOException {
        submit("job-1");
        endByCancel("job-1", expectDeploy("job-1", 1), 1);
        leaveCheckpoint("job-1", 4, "count", "gone", "also-gone");
        assertThat(submitFrom("job-2", StartFrom.checkpoint("job-1", 4)).getError())
                .hasMessageContainingAll(
                        "checkpoint 4 of run job-1", "also-gone, gone (\"Gone\")", "--allow-dropped-state");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("job-1");
        }
        assertThat(submit("job-3").getValue().run()).isEqualTo("job-1");
    }

    @Test
    void when_state_may_be_dropped_then_the_rest_is_begun_from() throws IOException {
        leaveCheckpoint("job-1", 4, "count", "gone");
        assertThat(submitFrom("job-2", StartFrom.checkpoint("job-1", 4).allowingDroppedState())
                        .isSuccess())
                .isTrue();
        KeeperCommand.Deploy deploy = keepers.expect(new SubtaskId("job-2", "in", 0), KeeperCommand.Deploy.class);
        assertThat(deploy.snapshots().get(0).chunks()).isEqualTo(1);
    }

    @Test
    void when_records_are_in_flight_then_only_the_same_graph_takes_them() throws IOException {
        leaveCheckpoint("job-1", 4, "count", "$channels");
        TestProbe<StatusReply<MasterCommand.Accepted>> reply = kit.createTestProbe();
        coordinator.tell(new CoordinatorMessage.SubmitFrom(
                spec("job-2", Map.of(), "another"),
                StartFrom.checkpoint("job-1", 4).allowingDroppedState(),
                watcher.ref(),
                reply.ref()));
        assertThat(reply.receiveMessage(PATIENCE).getError())
                .hasMessageContainingAll("overtaken records", "begin from a savepoint");
        assertThat(submitFrom("job-3", StartFrom.checkpoint("job-1", 4)).isSuccess())
                .isTrue();
        KeeperCommand.Deploy deploy = keepers.expect(new SubtaskId("job-3", "in", 0), KeeperCommand.Deploy.class);
        assertThat(deploy.snapshots().get(0).chunks()).isEqualTo(2);
    }

    @Test
    void when_the_coordinator_is_lost_while_state_is_copied_then_what_there_is_of_it_goes() throws IOException {
        leaveCheckpoint("job-1", 4, "count");
        kit.stop(coordinator, PATIENCE);
        MasterEnvironment usual = MasterFixture.environment(keepers, store);
        MasterEnvironment stuck = new MasterEnvironment(
                usual.keepers(), usual.placement(), store, task -> {}, usual.plans(), usual.clock());
        coordinator = kit.spawn(Coordinator.create(stuck, spec -> true));
        TestProbe<StatusReply<MasterCommand.Accepted>> reply = kit.createTestProbe();
        coordinator.tell(new CoordinatorMessage.SubmitFrom(
                spec("job-2", Map.of(), "f"), StartFrom.checkpoint("job-1", 4), watcher.ref(), reply.ref()));
        assertThat(submit("job-3").getError()).hasMessageContaining("just being started");
        leaveCheckpoint("job-2", 1, "count");
        failOver(true);
        assertThat(submit("job-3").getValue().run()).isEqualTo("job-3");
        assertThat(store.completed("job-2")).isEmpty();
        assertThat(store.completed("job-1")).hasSize(1);
    }
}
