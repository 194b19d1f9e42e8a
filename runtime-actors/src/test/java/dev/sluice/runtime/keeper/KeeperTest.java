package dev.sluice.runtime.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.connectors.Discard;
import dev.sluice.connectors.Generator;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.runtime.TestSystems;
import dev.sluice.runtime.job.StateBackendKind;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperId;
import dev.sluice.runtime.protocol.KeeperMessage;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterMessage;
import dev.sluice.runtime.protocol.SubtaskId;
import dev.sluice.runtime.task.NodeServices;
import dev.sluice.runtime.task.StateBackends;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A keeper with a real task: a source that never ends, and its sink. */
class KeeperTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JobDefinition JOB = JobDefinition.named(
            "job", (flow, params) -> flow.source("in", Generator.numbers()).sink("out", Discard.sink()));
    private static ActorTestKit kit;
    private static PersistenceTestKit journal;

    @TempDir
    private Path folder;

    private SubtaskId id;
    private KeeperId keeperId;
    private JobSpec spec;
    private TestProbe<MasterMessage> master;
    private NodeServices node;
    private ActorRef<KeeperMessage> keeper;

    @BeforeAll
    static void start() {
        kit = TestSystems.create();
        journal = PersistenceTestKit.create(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void create(TestInfo test) {
        String run = test.getTestMethod().orElseThrow().getName();
        id = new SubtaskId(run, "in", 0);
        keeperId = new KeeperId(id, 7);
        String fingerprint = Dataflow.define(JOB, Parameters.none()).fingerprint();
        spec = new JobSpec(
                "job",
                run,
                Map.of(),
                fingerprint,
                1,
                1000,
                1000,
                2,
                10_000,
                0,
                1,
                1,
                0,
                StateBackendKind.HEAP,
                Map.of());
        master = kit.createTestProbe();
        node = NodeServices.create(
                kit.system(),
                new LocalCheckpointStore(folder),
                new StateBackends(kit.system().settings().config(), folder),
                task -> new Thread(task, "io").start(),
                InstantSource.system(),
                true);
        node.definitions().put("job", JOB);
        keeper = kit.spawn(Keeper.create(keeperId, node));
    }

    @AfterEach
    void end() {
        kit.stop(keeper, PATIENCE);
    }

    private void deploy(long epoch) {
        keeper.tell(new KeeperCommand.Deploy(epoch, spec, 0, List.of(), master.ref()));
    }

    private <R extends KeeperReport> R expect(Class<R> type, long epoch) {
        R report = master.expectMessageClass(type, PATIENCE);
        assertThat(report.epoch()).isEqualTo(epoch);
        assertThat(report.subtask()).isEqualTo(id);
        return report;
    }

    private void running(long epoch) {
        deploy(epoch);
        expect(KeeperReport.Ready.class, epoch);
        start(epoch);
    }

    private void start(long epoch) {
        keeper.tell(new KeeperCommand.Start(epoch, Map.of()));
        expect(KeeperReport.Started.class, epoch);
    }

    private void checkpoint(long epoch, long checkpoint) {
        keeper.tell(new KeeperCommand.Trigger(epoch, SnapshotRequest.first(checkpoint)));
        KeeperReport.Acknowledged acknowledged = expect(KeeperReport.Acknowledged.class, epoch);
        assertThat(acknowledged.checkpoint()).isEqualTo(checkpoint);
        assertThat(acknowledged.snapshot().address().epoch()).isEqualTo(epoch);
    }

    /** What the keeper says of its task; everything before is dealt with then. */
    private KeeperReport.Attached attach(long epoch) {
        keeper.tell(new KeeperCommand.Attach(epoch, master.ref()));
        return expect(KeeperReport.Attached.class, epoch);
    }

    @Test
    void when_a_task_is_deployed_then_it_is_ready_takes_snapshots_commits_and_stops() {
        running(1);
        checkpoint(1, 1);
        keeper.tell(new KeeperCommand.Complete(1, 1, false));
        assertThat(expect(KeeperReport.Committed.class, 1).checkpoint()).isEqualTo(1);
        keeper.tell(new KeeperCommand.Stop(1, master.ref()));
        expect(KeeperReport.Stopped.class, 1);
        assertThat(attach(1).running()).isFalse();
    }

    @Test
    void when_a_task_was_not_started_then_it_does_not_count_as_running() {
        deploy(1);
        expect(KeeperReport.Ready.class, 1);
        assertThat(attach(1).running()).isFalse();
        start(1);
        assertThat(attach(1).running()).isTrue();
        assertThat(attach(2).running()).isFalse();
    }

    @Test
    void when_commands_are_of_older_epochs_then_they_are_dropped() {
        running(3);
        deploy(2);
        keeper.tell(new KeeperCommand.Trigger(2, SnapshotRequest.first(1)));
        keeper.tell(new KeeperCommand.Complete(2, 1, true));
        keeper.tell(new KeeperCommand.Stop(2, master.ref()));
        keeper.tell(new KeeperCommand.Attach(2, master.ref()));
        keeper.tell(new KeeperCommand.Retire(2));
        assertThat(attach(3).running()).isTrue();
        checkpoint(3, 1);
    }

    @Test
    void when_what_it_said_was_lost_then_it_says_it_again() {
        deploy(1);
        expect(KeeperReport.Ready.class, 1);
        deploy(1);
        expect(KeeperReport.Ready.class, 1);
        start(1);
        start(1);
        checkpoint(1, 1);
    }

    @Test
    void when_the_shard_has_moved_here_behind_its_deployment_then_the_task_is_built_here() {
        deploy(1);
        expect(KeeperReport.Ready.class, 1);
        kit.stop(keeper, PATIENCE);
        assertThat(expect(KeeperReport.Failed.class, 1).failure().message()).contains("its keeper has stopped");
        keeper = kit.spawn(Keeper.create(keeperId, node));
        keeper.tell(new KeeperCommand.Attach(1, master.ref()));
        assertThat(expect(KeeperReport.Attached.class, 1).running()).isFalse();
        keeper.tell(new KeeperCommand.Start(1, Map.of()));
        assertThat(expect(KeeperReport.Failed.class, 1).failure().message()).contains("its shard has moved");
        running(1);
        checkpoint(1, 1);
    }

    @Test
    void when_a_task_is_stopped_while_it_is_built_then_it_ends() {
        deploy(1);
        keeper.tell(new KeeperCommand.Stop(1, master.ref()));
        master.fishForMessage(
                PATIENCE,
                message -> message instanceof KeeperReport.Stopped
                        ? akka.actor.testkit.typed.javadsl.FishingOutcomes.complete()
                        : akka.actor.testkit.typed.javadsl.FishingOutcomes.continueAndIgnore());
        assertThat(attach(1).running()).isFalse();
    }

    @Test
    void when_a_task_is_deployed_while_another_runs_then_it_replaces_it() {
        running(1);
        deploy(2);
        expect(KeeperReport.Stopped.class, 1);
        expect(KeeperReport.Ready.class, 2);
        start(2);
        checkpoint(2, 7);
    }

    @Test
    void when_the_definition_is_not_the_submitted_one_then_the_task_fails_and_says_so() {
        keeper.tell(new KeeperCommand.Deploy(
                1,
                new JobSpec(
                        "job",
                        id.run(),
                        Map.of(),
                        "another",
                        1,
                        1000,
                        1000,
                        2,
                        10_000,
                        0,
                        1,
                        1,
                        0,
                        StateBackendKind.HEAP,
                        Map.of()),
                0,
                List.of(),
                master.ref()));
        assertThat(expect(KeeperReport.Failed.class, 1).failure().message()).contains("differs from the one");
        expect(KeeperReport.Stopped.class, 1);
    }

    @Test
    void when_the_journal_fails_then_the_task_goes_on_and_the_snapshot_is_acknowledged_later() {
        running(1);
        checkpoint(1, 1);
        journal.failNextPersisted("subtask|" + keeperId.entityId());
        checkpoint(1, 2);
        assertThat(attach(1).running()).isTrue();
        journal.failNextPersisted("subtask|" + keeperId.entityId());
        keeper.tell(new KeeperCommand.Complete(1, 2, false));
        assertThat(expect(KeeperReport.Committed.class, 1).checkpoint()).isEqualTo(2);
        checkpoint(1, 3);
    }

    @Test
    void when_the_run_is_over_then_the_keeper_ends() {
        running(4);
        keeper.tell(new KeeperCommand.Retire(4));
        master.expectTerminated(keeper, PATIENCE);
    }
}
