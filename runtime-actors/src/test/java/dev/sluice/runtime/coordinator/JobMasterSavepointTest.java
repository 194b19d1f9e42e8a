package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.pattern.StatusReply;
import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.ChunkHeader;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.persistence.checkpoint.SnapshotAddress;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.persistence.checkpoint.SnapshotRequest;
import dev.sluice.persistence.checkpoint.SnapshotWriter;
import dev.sluice.runtime.TestSystems;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.protocol.SubtaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints, with and without an end behind them; each thing that can come between. */
class JobMasterSavepointTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static ActorTestKit kit;

    @TempDir
    private Path folder;

    private MasterFixture job;
    private TestProbe<StatusReply<JobUpdate>> reply;

    @BeforeAll
    static void start() {
        kit = TestSystems.withManualTime();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void create(TestInfo test) {
        job = new MasterFixture(
                kit, folder.resolve("store"), test.getTestMethod().orElseThrow().getName());
        reply = kit.createTestProbe();
    }

    @AfterEach
    void end() {
        kit.stop(job.master, PATIENCE);
    }

    // ---- what is said and done ----

    private Path target() {
        return folder.resolve("savepoints/one");
    }

    private void askForSavepoint() {
        job.master.tell(new MasterCommand.Savepoint(target().toString(), reply.ref()));
    }

    private void askToStop(boolean drain) {
        job.master.tell(new MasterCommand.StopWithSavepoint(target().toString(), drain, reply.ref()));
    }

    private void isAccepted() {
        JobUpdate update = reply.receiveMessage(PATIENCE).getValue();
        assertThat(Objects.requireNonNull(update.savepoint()).state()).isEqualTo(SavepointStatus.State.IN_PROGRESS);
    }

    private SavepointStatus status() {
        return Objects.requireNonNull(job.sync().savepoint());
    }

    /** Once it is neither on its way nor being named. */
    private SavepointStatus settled() {
        return Awaitility.await().atMost(PATIENCE).until(this::status, status -> !status.isInProgress());
    }

    private void expectTrigger(long epoch, long checkpoint, long completed, boolean savepoint) {
        job.sources()
                .forEach(id -> assertThat(job.keepers.expect(id, KeeperCommand.Trigger.class))
                        .isEqualTo(new KeeperCommand.Trigger(
                                epoch, new SnapshotRequest(checkpoint, completed, savepoint))));
    }

    /** A real snapshot, of two operators of which one is the sink. */
    private SnapshotHandle write(SubtaskId id, long epoch, long checkpoint) {
        SnapshotAddress address = new SnapshotAddress(job.run, checkpoint, epoch, id.vertex(), id.index());
        try (SnapshotWriter writer = job.store.begin(address)) {
            writer.chunk(new ChunkHeader(id.vertex(), "state", id.index(), 1), new byte[] {7}, 0, 1);
            writer.chunk(new ChunkHeader("out", "transactions", ChunkHeader.NOT_KEYED, 1), new byte[] {8}, 0, 1);
            return writer.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acknowledge(Stream<SubtaskId> subtasks, long epoch, long checkpoint) {
        subtasks.forEach(id ->
                job.report(new KeeperReport.Acknowledged(id, epoch, checkpoint, write(id, epoch, checkpoint), true)));
    }

    private void commit(long epoch, long checkpoint) {
        job.all().forEach(id -> job.report(new KeeperReport.Committed(id, epoch, checkpoint)));
    }

    private void expectDrain(long epoch) {
        job.sources()
                .forEach(id -> assertThat(job.keepers.expect(id, KeeperCommand.Drain.class))
                        .isEqualTo(new KeeperCommand.Drain(epoch)));
    }

    private void noFolder() throws IOException {
        job.sync();
        if (Files.isDirectory(target().getParent())) {
            try (Stream<Path> files = Files.list(target().getParent())) {
                assertThat(files).isEmpty();
            }
        }
    }

    private void failedBecauseOf(String reason) throws IOException {
        SavepointStatus status = settled();
        assertThat(status.state()).isEqualTo(SavepointStatus.State.FAILED);
        assertThat(status.problem()).contains(reason);
        noFolder();
    }

    private void goesOn(long epoch, long checkpoint) {
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
        job.checkpoint(epoch, checkpoint);
    }

    // ---- the job goes on ----

    @Test
    void when_a_savepoint_is_taken_then_its_folder_is_there_once_all_have_committed_and_the_job_goes_on()
            throws IOException {
        job.running();
        askForSavepoint();
        isAccepted();
        expectTrigger(1, 1, 0, true);
        acknowledge(job.all(), 1, 1);
        job.expectComplete(1, 1, false);
        assertThat(status().state()).isEqualTo(SavepointStatus.State.IN_PROGRESS);
        assertThat(target()).doesNotExist();
        job.passes(MasterFixture.INTERVAL);
        job.keepers.expectNothing();
        commit(1, 1);
        SavepointStatus taken = settled();
        assertThat(taken.state()).isEqualTo(SavepointStatus.State.COMPLETED);
        assertThat(taken.checkpoint()).isEqualTo(1);
        SavepointFolder savepoint = SavepointFolder.open(target());
        assertThat(taken.bytes()).isEqualTo(savepoint.manifest().bytes()).isPositive();
        assertThat(Objects.requireNonNull(savepoint.manifest().job()).maxParallelism())
                .isEqualTo(128);
        assertThat(savepoint.manifest().snapshots()).hasSize(4);
        for (SnapshotHandle handle : savepoint.manifest().snapshots()) {
            try (SnapshotReader reader = savepoint.open(handle)) {
                assertThat(Objects.requireNonNull(reader.next(group -> true))
                                .header()
                                .state())
                        .isEqualTo("state");
                assertThat(reader.next(group -> true)).as("no transactions").isNull();
            }
        }
        job.passes(MasterFixture.INTERVAL);
        expectTrigger(1, 2, 1, false);
    }

    @Test
    void when_a_savepoint_takes_too_long_then_it_fails_and_leaves_nothing_and_the_job_goes_on() throws IOException {
        job.running();
        askForSavepoint();
        isAccepted();
        expectTrigger(1, 1, 0, true);
        job.passes(MasterFixture.INTERVAL);
        job.keepers.expectNothing();
        job.passes(MasterFixture.TIMEOUT);
        failedBecauseOf("it took longer than the checkpoint timeout");
        acknowledge(job.all(), 1, 1);
        goesOn(1, 2);
    }

    @Test
    void when_a_subtask_cannot_write_its_part_then_the_savepoint_fails_and_the_job_goes_on() throws IOException {
        job.running();
        askForSavepoint();
        expectTrigger(1, 1, 0, true);
        job.report(new KeeperReport.Declined(job.subtask("count", 0), 1, 1, "disk full"));
        failedBecauseOf("disk full");
        goesOn(1, 2);
    }

    @Test
    void when_the_store_fails_then_the_savepoint_fails_and_the_job_goes_on() throws IOException {
        job.running();
        askForSavepoint();
        expectTrigger(1, 1, 0, true);
        job.store.fails = true;
        acknowledge(job.all(), 1, 1);
        failedBecauseOf("the disk is full");
        job.store.fails = false;
        goesOn(1, 2);
    }

    @Test
    void when_a_checkpoint_is_under_way_then_the_savepoint_waits_for_it_and_takes_one_of_its_own() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        expectTrigger(1, 1, 0, false);
        askForSavepoint();
        isAccepted();
        acknowledge(job.all(), 1, 1);
        job.expectComplete(1, 1, false);
        expectTrigger(1, 2, 1, true);
        acknowledge(job.all(), 1, 2);
        job.expectComplete(1, 2, false);
        commit(1, 2);
        assertThat(settled().checkpoint()).isEqualTo(2);
        assertThat(target()).isDirectory();
    }

    @Test
    void when_a_checkpoint_under_way_fails_then_the_savepoint_is_taken_nevertheless() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        expectTrigger(1, 1, 0, false);
        askForSavepoint();
        isAccepted();
        job.report(new KeeperReport.Declined(job.subtask("count", 0), 1, 1, "disk full"));
        expectTrigger(1, 2, 0, true);
    }

    @Test
    void when_the_attempt_fails_before_all_have_committed_then_there_is_no_savepoint() throws IOException {
        job.running();
        askForSavepoint();
        expectTrigger(1, 1, 0, true);
        acknowledge(job.all(), 1, 1);
        job.expectComplete(1, 1, false);
        job.fail(job.subtask("count", 1), 1, true);
        job.expectStop(1);
        failedBecauseOf("broken in 1");
        job.stopped(1);
        job.expectDeploy(2, 1);
    }

    @Test
    void when_not_all_commit_in_time_then_the_savepoint_fails_and_checkpoints_go_on() throws IOException {
        job.running();
        askForSavepoint();
        expectTrigger(1, 1, 0, true);
        acknowledge(job.all(), 1, 1);
        job.expectComplete(1, 1, false);
        job.report(new KeeperReport.Committed(job.subtask("in", 0), 1, 1));
        job.passes(MasterFixture.TIMEOUT);
        failedBecauseOf("not all have committed");
        expectTrigger(1, 2, 1, false);
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void when_something_is_put_into_the_folder_meanwhile_then_the_savepoint_fails_and_the_job_goes_on()
            throws IOException {
        job.running();
        askForSavepoint();
        expectTrigger(1, 1, 0, true);
        acknowledge(job.all(), 1, 1);
        job.expectComplete(1, 1, false);
        Files.createDirectories(target());
        Files.writeString(target().resolve("mine"), "x");
        commit(1, 1);
        assertThat(settled().problem()).contains("not empty", target().toString());
        goesOn(1, 2);
    }

    @Test
    void when_the_folder_cannot_be_used_then_no_checkpoint_is_taken_for_it() throws IOException {
        job.running();
        Files.createDirectories(target());
        Files.writeString(target().resolve("mine"), "x");
        askForSavepoint();
        assertThat(reply.receiveMessage(PATIENCE).getError()).hasMessageContainingAll(target().toString(), "not empty");
        job.master.tell(new MasterCommand.Savepoint("relative", reply.ref()));
        assertThat(reply.receiveMessage(PATIENCE).getError()).hasMessageContaining("absolute path");
        assertThat(job.sync().savepoint()).isNull();
        job.keepers.expectNothing();
    }

    @Test
    void when_the_job_is_not_running_then_a_savepoint_is_refused_and_no_folder_is_left() throws IOException {
        job.begin();
        askForSavepoint();
        assertThat(reply.receiveMessage(PATIENCE).getError()).hasMessageContaining("STARTING");
        noFolder();
    }

    @Test
    void when_two_savepoints_are_asked_for_then_the_second_is_refused_and_the_first_not_disturbed() throws IOException {
        job.running();
        askForSavepoint();
        isAccepted();
        expectTrigger(1, 1, 0, true);
        for (Path second : List.of(folder.resolve("two"), target())) {
            job.master.tell(new MasterCommand.Savepoint(second.toString(), reply.ref()));
            assertThat(reply.receiveMessage(PATIENCE).getError()).hasMessageContaining("just being saved");
        }
        acknowledge(job.all(), 1, 1);
        job.expectComplete(1, 1, false);
        commit(1, 1);
        assertThat(settled().directory()).isEqualTo(target().toString());
        assertThat(status().state()).isEqualTo(SavepointStatus.State.COMPLETED);
        assertThat(folder.resolve("two")).doesNotExist();
        try (Stream<Path> files = Files.list(target())) {
            assertThat(files).as("whole").hasSize(5);
        }
    }

    @Test
    void when_the_job_is_cancelled_then_the_savepoint_fails_and_leaves_nothing() throws IOException {
        job.running();
        askForSavepoint();
        expectTrigger(1, 1, 0, true);
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.expectStop(1);
        failedBecauseOf("cancelled");
    }

    @Test
    void when_all_input_is_read_meanwhile_then_the_last_checkpoint_follows_the_savepoint() {
        job.running();
        askForSavepoint();
        expectTrigger(1, 1, 0, true);
        job.endReached(1);
        acknowledge(job.all(), 1, 1);
        job.expectComplete(1, 1, false);
        job.sync();
        job.keepers.expectNothing();
        commit(1, 1);
        expectTrigger(1, 2, 1, false);
        assertThat(target()).isDirectory();
        acknowledge(job.all(), 1, 2);
        job.expectComplete(1, 2, true);
        commit(1, 2);
        assertThat(job.expectEnd().state()).isEqualTo(JobState.FINISHED);
    }

    // ---- the job ends behind it ----

    @Test
    void when_a_job_is_stopped_with_a_savepoint_then_it_ends_once_the_folder_is_there() {
        job.running();
        askToStop(false);
        isAccepted();
        expectTrigger(1, 1, 0, true);
        acknowledge(job.all(), 1, 1);
        job.expectComplete(1, 1, false);
        job.sync();
        job.keepers.expectNothing();
        commit(1, 1);
        job.expectStop(1);
        assertThat(target()).isDirectory();
        job.stopped(1);
        job.expectRetire();
        JobUpdate end = job.expectEnd();
        assertThat(end.state()).isEqualTo(JobState.STOPPED);
        assertThat(Objects.requireNonNull(end.savepoint()).state()).isEqualTo(SavepointStatus.State.COMPLETED);
        assertThat(job.begin()).as("it can be resumed, too").isEqualTo(new MasterCommand.Accepted(job.run, 1));
    }

    @Test
    void when_the_savepoint_fails_then_the_job_is_not_stopped() throws IOException {
        job.running();
        askToStop(false);
        expectTrigger(1, 1, 0, true);
        job.report(new KeeperReport.Declined(job.subtask("count", 0), 1, 1, "disk full"));
        failedBecauseOf("disk full");
        goesOn(1, 2);
    }

    @Test
    void when_a_job_is_to_stop_and_all_input_is_read_before_all_have_committed_then_it_still_stops() {
        job.running();
        job.master.tell(new MasterCommand.Stop(reply.ref()));
        expectTrigger(1, 1, 0, false);
        acknowledge(job.all(), 1, 1);
        job.expectComplete(1, 1, false);
        job.endReached(1);
        commit(1, 1);
        job.expectStop(1);
        job.stopped(1);
        assertThat(job.expectEnd().state())
                .as("what was read behind the checkpoint is not committed")
                .isEqualTo(JobState.STOPPED);
    }

    // ---- drained ----

    private void draining() {
        job.running();
        job.checkpoint(1, 1);
        askToStop(true);
        isAccepted();
        expectDrain(1);
    }

    @Test
    void when_a_job_is_drained_then_it_finishes_behind_the_last_checkpoint_and_the_folder_is_there() {
        draining();
        job.passes(MasterFixture.INTERVAL);
        job.keepers.expectNothing();
        job.endReached(1);
        expectTrigger(1, 2, 1, true);
        acknowledge(job.all(), 1, 2);
        job.expectComplete(1, 2, true);
        job.sync();
        assertThat(target()).isDirectory();
        commit(1, 2);
        JobUpdate end = job.expectEnd();
        assertThat(end.state()).isEqualTo(JobState.FINISHED);
        assertThat(Objects.requireNonNull(end.savepoint()).state()).isEqualTo(SavepointStatus.State.COMPLETED);
    }

    @Test
    void when_not_everything_comes_to_its_end_in_time_then_the_job_goes_on_from_before_the_drain() throws IOException {
        draining();
        job.report(new KeeperReport.EndReached(job.subtask("in", 0), 1));
        job.passes(MasterFixture.TIMEOUT);
        job.expectStop(1);
        failedBecauseOf("within the checkpoint timeout");
        job.stopped(1);
        job.expectDeploy(2, 1);
        job.ready(2);
        goesOn(2, 2);
    }

    @Test
    void when_the_last_checkpoint_fails_then_the_job_goes_on_from_before_the_drain() throws IOException {
        draining();
        job.endReached(1);
        expectTrigger(1, 2, 1, true);
        job.report(new KeeperReport.Declined(job.subtask("count", 0), 1, 2, "disk full"));
        job.expectStop(1);
        failedBecauseOf("disk full");
        job.stopped(1);
        job.expectDeploy(2, 1);
    }

    @Test
    void when_the_attempt_fails_before_the_last_checkpoint_then_the_next_goes_on_from_before_the_drain()
            throws IOException {
        draining();
        job.fail(job.subtask("count", 1), 1, true);
        job.expectStop(1);
        failedBecauseOf("broken in 1");
        job.stopped(1);
        job.expectDeploy(2, 1);
        job.ready(2);
        goesOn(2, 2);
    }

    @Test
    void when_the_coordinator_fails_over_before_the_last_checkpoint_then_the_job_goes_on_from_before_the_drain() {
        draining();
        job.failOver();
        job.expectDeploy(2, 1);
        job.ready(2);
        goesOn(2, 2);
    }

    @Test
    void when_the_attempt_fails_behind_the_last_checkpoint_then_the_next_reads_nothing_and_the_job_finishes() {
        draining();
        job.endReached(1);
        expectTrigger(1, 2, 1, true);
        acknowledge(job.all(), 1, 2);
        job.expectComplete(1, 2, true);
        job.fail(job.subtask("count", 1), 1, true);
        job.expectStop(1);
        job.stopped(1);
        job.expectDeploy(2, 2);
        readyAndDrained();
        job.endReached(2);
        expectTrigger(2, 3, 2, false);
        acknowledge(job.all(), 2, 3);
        job.expectComplete(2, 3, true);
        commit(2, 3);
        assertThat(job.expectEnd().state()).isEqualTo(JobState.FINISHED);
        assertThat(target()).isDirectory();
    }

    /** The sources hear that they are to read nothing before they are told to begin. */
    private void readyAndDrained() {
        akka.actor.ActorRef inbox =
                Adapter.toClassic(kit.<Done>createTestProbe().ref());
        job.all().forEach(id -> job.report(new KeeperReport.Ready(id, 2, inbox, "a:1")));
        expectDrain(2);
        job.all().forEach(id -> job.keepers.expect(id, KeeperCommand.Start.class));
        job.all().forEach(id -> job.report(new KeeperReport.Started(id, 2)));
    }

    // ---- begun from a savepoint ----

    @Test
    void when_a_run_begins_with_the_state_of_another_then_each_subtask_looks_for_its_own_in_all_of_it() {
        List<SnapshotHandle> state = importState();
        job.begin(state);
        assertThat(job.expectDeploy(1, 1)).allMatch(deploy -> deploy.snapshots().equals(state));
        job.ready(1);
        assertThat(job.sync().lastCheckpoint()).isEqualTo(1);
        job.checkpoint(1, 2);
    }

    @Test
    void when_the_state_that_a_run_began_with_is_gone_then_it_does_not_begin_from_nothing() {
        job.begin(importState());
        job.expectDeploy(1, 1);
        job.ready(1);
        job.store.manifestsLost.add(1L);
        job.failAttempt(1);
        JobUpdate end = job.expectEnd();
        assertThat(end.state()).isEqualTo(JobState.FAILED);
        assertThat(Objects.requireNonNull(end.failure()).message()).contains("none of the retained checkpoints");
    }

    private List<SnapshotHandle> importState() {
        List<SnapshotHandle> state = job.all()
                .map(id -> write(new SubtaskId(job.run, "~" + id.vertex(), id.index()), 0, 1))
                .toList();
        try {
            job.store.complete(new CheckpointManifest(job.run, 1, 0, false, 0, state));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return state;
    }
}
