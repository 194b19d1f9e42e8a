package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.pattern.StatusReply;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.job.Recovery;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lost nodes, and what is asked of a running job: to stop, to be rescaled, to leave a node. */
class JobMasterMoveTest extends JobMasterCase {
    private TestProbe<StatusReply<JobUpdate>> reply;

    @BeforeEach
    void createReply() {
        reply = kit.createTestProbe();
    }

    /** Subtasks of index 0 are on node a:1, the others on b:1. */
    private void runningOnTwoNodes(long epoch) {
        akka.actor.ActorRef inbox =
                Adapter.toClassic(kit.<Done>createTestProbe().ref());
        job.all().forEach(id -> job.report(new KeeperReport.Ready(id, epoch, inbox, id.index() == 0 ? "a:1" : "b:1")));
        job.all().forEach(id -> job.keepers.expect(id, KeeperCommand.Start.class));
        job.all().forEach(id -> job.report(new KeeperReport.Started(id, epoch)));
    }

    private void begin() {
        job.begin();
        job.expectDeploy(1, 0);
        runningOnTwoNodes(1);
    }

    // ---- a node is gone ----

    @Test
    void when_a_node_is_gone_then_the_next_attempt_waits_only_for_tasks_elsewhere() {
        begin();
        job.checkpoint(1, 1);
        job.master.tell(new MasterNote.NodeLost("b:1"));
        job.expectStop(1);
        job.report(new KeeperReport.Stopped(in0, 1));
        assertThat(job.sync().state()).isEqualTo(JobState.RESTARTING);
        job.keepers.expectNothing();
        job.report(new KeeperReport.Stopped(count0, 1));
        job.expectDeploy(2, 1);
        runningOnTwoNodes(2);
        JobUpdate update = job.sync();
        assertThat(Objects.requireNonNull(update.recovery()).cause()).isEqualTo(Recovery.Cause.NODE_LOST);
        assertThat(Objects.requireNonNull(update.failure()).message()).contains("b:1");
    }

    @Test
    void when_a_node_is_gone_on_which_nothing_runs_then_the_job_is_not_disturbed() {
        begin();
        job.master.tell(new MasterNote.NodeLost("c:1"));
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
        job.keepers.expectNothing();
    }

    @Test
    void when_a_node_is_gone_while_a_failed_attempt_stops_then_its_tasks_are_not_waited_for() {
        begin();
        job.fail(count0, 1, true);
        job.expectStop(1);
        job.report(new KeeperReport.Stopped(in0, 1));
        job.report(new KeeperReport.Stopped(count0, 1));
        job.sync();
        job.keepers.expectNothing();
        job.master.tell(new MasterNote.NodeLost("b:1"));
        job.expectDeploy(2, 0);
    }

    @Test
    void when_nodes_are_lost_more_often_than_restarts_are_allowed_then_the_job_goes_on() {
        begin();
        for (int epoch = 1; epoch <= 6; epoch++) {
            job.master.tell(new MasterNote.NodeLost("b:1"));
            job.expectStop(epoch);
            job.report(new KeeperReport.Stopped(in0, epoch));
            job.report(new KeeperReport.Stopped(count0, epoch));
            // At once after the first loss, and never more than two seconds later.
            job.passes(Duration.ofMillis(epoch == 1 ? 0 : Math.min(2_000, 100L << (epoch - 2))));
            job.expectDeploy(epoch + 1L, 0);
            runningOnTwoNodes(epoch + 1L);
        }
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
    }

    // ---- rescale ----

    @Test
    void when_a_job_is_rescaled_then_it_goes_on_from_a_checkpoint_made_for_it() {
        begin();
        job.master.tell(new MasterCommand.Rescale(1, reply.ref()));
        job.expectTrigger(1, 1);
        job.acknowledgeAll(1, 1);
        job.expectComplete(1, 1, false);
        job.expectStop(1);
        reply.expectNoMessage(Duration.ZERO);
        job.stopped(1);
        KeeperCommand.Deploy deploy = job.keepers.expect(count0, KeeperCommand.Deploy.class);
        assertThat(deploy.job().parallelism()).isEqualTo(1);
        assertThat(deploy.snapshots())
                .as("all, since each key group may be in any of them")
                .hasSize(4);
        job.keepers.expect(in0, KeeperCommand.Deploy.class);
        Stream.of(in1, count1).forEach(id -> job.keepers.expect(id, KeeperCommand.Retire.class));
        akka.actor.ActorRef inbox =
                Adapter.toClassic(kit.<Done>createTestProbe().ref());
        Stream.of(in0, count0).forEach(id -> job.report(new KeeperReport.Ready(id, 2, inbox, "a:1")));
        JobUpdate update = reply.receiveMessage(PATIENCE).getValue();
        assertThat(update.parallelism()).isEqualTo(1);
        assertThat(Objects.requireNonNull(update.recovery()).cause()).isEqualTo(Recovery.Cause.RESCALE);
        assertThat(update.state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void when_the_coordinator_fails_over_after_a_rescale_then_the_new_parallelism_stays() {
        when_a_job_is_rescaled_then_it_goes_on_from_a_checkpoint_made_for_it();
        Stream.of(in0, count0).forEach(id -> job.keepers.expect(id, KeeperCommand.Start.class));
        Stream.of(in0, count0).forEach(id -> job.report(new KeeperReport.Started(id, 2)));
        job.failOver();
        Stream.of(in0, count0).forEach(id -> {
            job.keepers.expect(id, KeeperCommand.Attach.class);
            job.report(new KeeperReport.Attached(id, 2, true, false, "a:1"));
        });
        JobUpdate update = job.sync();
        assertThat(update.state()).isEqualTo(JobState.RUNNING);
        assertThat(update.parallelism()).isEqualTo(1);
    }

    @Test
    void when_the_checkpoint_for_it_fails_then_a_rescale_is_refused_and_the_job_runs_on() {
        begin();
        job.master.tell(new MasterCommand.Rescale(1, reply.ref()));
        job.expectTrigger(1, 1);
        job.report(new KeeperReport.Declined(count0, 1, 1, "disk full"));
        assertThat(reply.receiveMessage(PATIENCE).getError()).hasMessageContaining("disk full");
        job.checkpoint(1, 2);
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void when_a_job_cannot_run_at_a_parallelism_then_the_rescale_is_refused_and_says_why() {
        begin();
        job.master.tell(new MasterCommand.Rescale(1_000, reply.ref()));
        assertThat(reply.receiveMessage(PATIENCE).getError()).hasMessageContaining("128");
        job.sync();
        job.keepers.expectNothing();
    }

    @Test
    void when_two_things_are_asked_at_once_then_the_second_is_refused() {
        begin();
        job.master.tell(new MasterCommand.Stop(kit.system().ignoreRef()));
        job.master.tell(new MasterCommand.Rescale(1, reply.ref()));
        assertThat(reply.receiveMessage(PATIENCE).getError()).hasMessageContaining("just being stopped");
    }

    // ---- stop ----

    @Test
    void when_a_job_is_stopped_then_its_last_checkpoint_is_committed_and_can_be_resumed() {
        begin();
        job.master.tell(new MasterCommand.Stop(reply.ref()));
        job.expectTrigger(1, 1);
        job.acknowledgeAll(1, 1);
        job.expectComplete(1, 1, false);
        job.sync();
        job.keepers.expectNothing();
        job.all().forEach(id -> job.report(new KeeperReport.Committed(id, 1, 1)));
        job.expectStop(1);
        job.stopped(1);
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.STOPPED);
        assertThat(reply.receiveMessage(PATIENCE).getValue().state()).isEqualTo(JobState.STOPPED);
        assertThat(job.begin()).isEqualTo(new MasterCommand.Accepted(job.run, 1));
        job.expectDeploy(2, 1);
    }

    @Test
    void when_a_job_fails_while_it_is_to_stop_then_that_is_refused_and_it_is_restarted() {
        begin();
        job.master.tell(new MasterCommand.Stop(reply.ref()));
        job.expectTrigger(1, 1);
        job.fail(count0, 1, true);
        job.expectStop(1);
        assertThat(reply.receiveMessage(PATIENCE).getError()).hasMessageContaining("broken in 1");
        job.stopped(1);
        job.expectDeploy(2, 0);
    }

    @Test
    void when_a_job_is_cancelled_then_the_answer_comes_when_it_has_ended() {
        begin();
        job.master.tell(new MasterCommand.Cancel(reply.ref()));
        job.expectStop(1);
        reply.expectNoMessage(Duration.ZERO);
        job.stopped(1);
        assertThat(reply.receiveMessage(PATIENCE).getValue().state()).isEqualTo(JobState.CANCELLED);
    }

    // ---- a node leaves ----

    @Test
    void when_a_node_is_to_leave_then_the_job_takes_a_checkpoint_and_goes_on_elsewhere() {
        begin();
        TestProbe<Done> left = kit.createTestProbe();
        job.master.tell(new MasterCommand.Leave("b:1", left.ref()));
        job.expectTrigger(1, 1);
        job.acknowledgeAll(1, 1);
        job.expectComplete(1, 1, false);
        job.expectStop(1);
        job.stopped(1);
        job.expectDeploy(2, 1);
        left.expectNoMessage(Duration.ZERO);
        runningOnTwoNodes(2);
        left.receiveMessage(PATIENCE);
        assertThat(Objects.requireNonNull(job.sync().recovery()).cause()).isEqualTo(Recovery.Cause.DRAIN);
    }

    @Test
    void when_nothing_runs_on_a_node_that_is_to_leave_then_the_job_is_not_disturbed() {
        begin();
        TestProbe<Done> left = kit.createTestProbe();
        job.master.tell(new MasterCommand.Leave("c:1", left.ref()));
        left.receiveMessage(PATIENCE);
        job.keepers.expectNothing();
    }
}
