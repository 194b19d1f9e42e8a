package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.typed.javadsl.Adapter;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.SavepointStatus;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Jobs that end behind a savepoint, drained or not; each thing that can come between. */
class JobMasterStopTest extends SavepointCase {
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
}
