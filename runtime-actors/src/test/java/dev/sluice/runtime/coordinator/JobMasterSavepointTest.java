package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.persistence.checkpoint.CheckpointManifest;
import dev.sluice.persistence.checkpoint.SavepointFolder;
import dev.sluice.persistence.checkpoint.SnapshotHandle;
import dev.sluice.persistence.checkpoint.SnapshotReader;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.protocol.SubtaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Savepoints of a job that goes on; each thing that can come between. */
class JobMasterSavepointTest extends SavepointCase {
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
