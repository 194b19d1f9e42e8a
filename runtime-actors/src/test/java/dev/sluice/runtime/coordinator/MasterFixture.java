package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.pattern.StatusReply;
import dev.sluice.api.Dataflow;
import dev.sluice.api.JobDefinition;
import dev.sluice.api.Parameters;
import dev.sluice.api.window.Aggregates;
import dev.sluice.connectors.Discard;
import dev.sluice.connectors.Values;
import dev.sluice.persistence.checkpoint.LocalCheckpointStore;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.StateBackendKind;
import dev.sluice.runtime.plan.PhysicalPlan;
import dev.sluice.runtime.plan.Planner;
import dev.sluice.runtime.protocol.JobSpec;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.protocol.MasterMessage;
import dev.sluice.runtime.protocol.SubtaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A master with a real journal and store, and keepers that are played by the test. */
final class MasterFixture {
    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Duration TIMEOUT = Duration.ofSeconds(35);
    static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final JobDefinition JOB = JobDefinition.named(
            "job",
            (flow, params) -> flow.source("in", Values.of(1L, 2L, 3L))
                    .keyBy(n -> n)
                    .aggregate(Aggregates.count(), (key, n) -> n)
                    .name("count")
                    .sink("out", Discard.sink()));

    final String run;
    final Keepers keepers = new Keepers();
    final TroubledStore store;
    final BlockingQueue<JobUpdate> ends = new LinkedBlockingQueue<>();
    TestProbe<JobUpdate> watcher;
    ActorRef<MasterMessage> master;
    private final ActorTestKit kit;
    private final ManualTime time;

    MasterFixture(ActorTestKit kit, Path folder, String run) {
        this.kit = kit;
        this.run = run;
        time = ManualTime.get(kit.system());
        store = new TroubledStore(new LocalCheckpointStore(folder));
        watcher = kit.createTestProbe();
        master = spawn();
    }

    static MasterEnvironment environment(Keepers keepers, TroubledStore store) {
        return new MasterEnvironment(
                keepers,
                new OneNode("a:1"),
                store,
                Runnable::run,
                MasterFixture::plan,
                InstantSource.fixed(Instant.EPOCH));
    }

    private ActorRef<MasterMessage> spawn() {
        return kit.spawn(JobMaster.create(run, environment(keepers, store), update -> {}, ends::add));
    }

    private static PhysicalPlan plan(JobSpec spec) {
        return Planner.plan(Dataflow.define(JOB, Parameters.none()), spec.parallelism());
    }

    static JobSpec spec(String run) {
        return new JobSpec(
                "job",
                run,
                Map.of(),
                "f",
                2,
                INTERVAL.toMillis(),
                TIMEOUT.toMillis(),
                2,
                Long.MAX_VALUE,
                3,
                FIRST_DELAY.toMillis(),
                60_000,
                0,
                StateBackendKind.HEAP,
                Map.of());
    }

    Stream<SubtaskId> sources() {
        return Stream.of(subtask("in", 0), subtask("in", 1));
    }

    Stream<SubtaskId> all() {
        return Stream.concat(sources(), Stream.of(subtask("count", 0), subtask("count", 1)));
    }

    SubtaskId subtask(String vertex, int index) {
        return new SubtaskId(run, vertex, index);
    }

    // ---- what the master is told ----

    MasterCommand.Accepted begin() {
        return begin(null);
    }

    MasterCommand.Accepted begin(@Nullable List<SnapshotHandle> start) {
        TestProbe<StatusReply<MasterCommand.Accepted>> reply = kit.createTestProbe();
        master.tell(new MasterCommand.Begin(spec(run), start, watcher.ref(), reply.ref()));
        return reply.receiveMessage(Duration.ofSeconds(20)).getValue();
    }

    void report(KeeperReport report) {
        master.tell(report);
    }

    void ready(long epoch) {
        ActorRef<Done> inbox = kit.<Done>createTestProbe().ref();
        all().forEach(id -> report(new KeeperReport.Ready(id, epoch, Adapter.toClassic(inbox), "a:1")));
        all().forEach(id -> assertThat(
                        keepers.expect(id, KeeperCommand.Start.class).epoch())
                .isEqualTo(epoch));
        all().forEach(id -> report(new KeeperReport.Started(id, epoch)));
    }

    SnapshotHandle handle(SubtaskId id, long epoch, long checkpoint) {
        return new SnapshotHandle(new SnapshotAddress(run, checkpoint, epoch, id.vertex(), id.index()), 10, 1, "here");
    }

    void acknowledge(SubtaskId id, long epoch, long checkpoint) {
        report(new KeeperReport.Acknowledged(id, epoch, checkpoint, handle(id, epoch, checkpoint), true));
    }

    void acknowledgeAll(long epoch, long checkpoint) {
        all().forEach(id -> acknowledge(id, epoch, checkpoint));
    }

    void fail(SubtaskId id, long epoch, boolean restartable) {
        report(new KeeperReport.Failed(
                id,
                epoch,
                new JobFailure("count", id.index(), "7", "E", "broken in " + epoch, "E: broken", restartable, false)));
    }

    void stopped(long epoch) {
        all().forEach(id -> report(new KeeperReport.Stopped(id, epoch)));
    }

    void endReached(long epoch) {
        all().forEach(id -> report(new KeeperReport.EndReached(id, epoch)));
    }

    // ---- what keepers are told ----

    List<KeeperCommand.Deploy> expectDeploy(long epoch, long restored) {
        return all().map(id -> {
                    KeeperCommand.Deploy deploy = keepers.expect(id, KeeperCommand.Deploy.class);
                    assertThat(deploy.epoch()).isEqualTo(epoch);
                    assertThat(deploy.restoredCheckpoint()).isEqualTo(restored);
                    return deploy;
                })
                .toList();
    }

    void expectTrigger(long epoch, long checkpoint) {
        sources().forEach(id -> {
            KeeperCommand.Trigger trigger = keepers.expect(id, KeeperCommand.Trigger.class);
            assertThat(trigger.epoch()).isEqualTo(epoch);
            assertThat(trigger.request().checkpoint()).isEqualTo(checkpoint);
        });
    }

    void expectComplete(long epoch, long checkpoint, boolean last) {
        all().forEach(id -> assertThat(keepers.expect(id, KeeperCommand.Complete.class))
                .isEqualTo(new KeeperCommand.Complete(epoch, checkpoint, last)));
    }

    void expectStop(long epoch) {
        all().forEach(id ->
                assertThat(keepers.expect(id, KeeperCommand.Stop.class).epoch()).isEqualTo(epoch));
    }

    void expectAttach(long epoch) {
        all().forEach(id -> assertThat(
                        keepers.expect(id, KeeperCommand.Attach.class).epoch())
                .isEqualTo(epoch));
    }

    void expectRetire() {
        all().forEach(id -> keepers.expect(id, KeeperCommand.Retire.class));
    }

    // ---- in one go ----

    MasterFixture running() {
        begin();
        expectDeploy(1, 0);
        ready(1);
        return this;
    }

    void checkpoint(long epoch, long checkpoint) {
        passes(INTERVAL);
        expectTrigger(epoch, checkpoint);
        acknowledgeAll(epoch, checkpoint);
        expectComplete(epoch, checkpoint, false);
    }

    /** Fails the attempt and ends it, as far as the delay before the next. */
    void failAttempt(long epoch) {
        fail(subtask("count", 1), epoch, true);
        expectStop(epoch);
        stopped(epoch);
    }

    /** The master has dealt with all it was told. */
    JobUpdate sync() {
        TestProbe<JobUpdate> probe = kit.createTestProbe();
        master.tell(new MasterCommand.Watch(probe.ref()));
        return probe.receiveMessage(Duration.ofSeconds(20));
    }

    void passes(Duration duration) {
        sync();
        time.timePasses(duration);
    }

    /** Time passes little by little, until somebody hears from the master. */
    void passesUntilHeard(SubtaskId id) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            time.timePasses(Duration.ofMillis(20));
            return keepers.hasHeard(id);
        });
    }

    JobUpdate awaitState(JobState state) {
        JobUpdate update = watcher.receiveMessage(Duration.ofSeconds(20));
        while (update.state() != state) {
            update = watcher.receiveMessage(Duration.ofSeconds(20));
        }
        return update;
    }

    JobUpdate expectEnd() {
        try {
            @Nullable JobUpdate end = ends.poll(20, java.util.concurrent.TimeUnit.SECONDS);
            assertThat(end).as("the end").isNotNull();
            return end;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The node of the master is gone; another takes over. */
    void failOver() {
        kit.stop(master, Duration.ofSeconds(20));
        master = spawn();
        watcher = kit.createTestProbe();
        master.tell(new MasterCommand.Resume());
    }
}
