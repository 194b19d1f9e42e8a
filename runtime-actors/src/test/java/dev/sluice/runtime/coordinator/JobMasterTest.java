package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import dev.sluice.runtime.TestSystems;
import dev.sluice.runtime.job.JobFailure;
import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import dev.sluice.runtime.protocol.SubtaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The master alone, its keepers played by a probe. As long as the master itself, for the same reason: one state
 * machine, whose cases share how they come into a phase.
 */
class JobMasterTest {
    private static ActorTestKit kit;
    private static PersistenceTestKit journal;

    @TempDir
    private Path folder;

    private MasterFixture job;
    private SubtaskId in0;
    private SubtaskId count0;

    @BeforeAll
    static void start() {
        kit = TestSystems.withManualTime();
        journal = PersistenceTestKit.create(kit.system());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void create(TestInfo test) {
        job = new MasterFixture(kit, folder, test.getTestMethod().orElseThrow().getName());
        in0 = job.subtask("in", 0);
        count0 = job.subtask("count", 0);
    }

    @AfterEach
    void end() {
        kit.stop(job.master, Duration.ofSeconds(20));
    }

    private static JobFailure failureOf(JobUpdate update) {
        return Objects.requireNonNull(update.failure());
    }

    // ---- beginning and checkpoints ----

    @Test
    void when_a_run_begins_then_tasks_are_deployed_and_started_once_all_are_ready() {
        assertThat(job.begin()).isEqualTo(new MasterCommand.Accepted(job.run, -1));
        List<KeeperCommand.Deploy> deploys = job.expectDeploy(1, 0);
        assertThat(deploys).allMatch(deploy -> deploy.snapshots().isEmpty());
        akka.actor.ActorRef inbox =
                akka.actor.typed.javadsl.Adapter.toClassic(kit.createTestProbe().ref());
        job.all().skip(1).forEach(id -> job.report(new KeeperReport.Ready(id, 1, inbox, "a:1")));
        assertThat(job.sync().state()).isEqualTo(JobState.STARTING);
        job.keepers.expectNothing();
        job.report(new KeeperReport.Ready(in0, 1, inbox, "a:1"));
        assertThat(job.keepers
                        .expect(in0, KeeperCommand.Start.class)
                        .receivers()
                        .values())
                .containsExactly(List.of(inbox, inbox));
        assertThat(job.awaitState(JobState.RUNNING).epoch()).isEqualTo(1);
    }

    @Test
    void when_the_interval_is_over_then_a_checkpoint_is_made_of_all_subtasks() {
        job.running();
        job.passes(MasterFixture.INTERVAL.minusMillis(1));
        job.keepers.expectNothing();
        job.passes(Duration.ofMillis(1));
        job.expectTrigger(1, 1);
        job.all().skip(1).forEach(id -> job.acknowledge(id, 1, 1));
        job.sync();
        job.keepers.expectNothing();
        job.acknowledge(in0, 1, 1);
        job.expectComplete(1, 1, false);
        assertThat(job.sync().lastCheckpoint()).isEqualTo(1);
    }

    @Test
    void when_acknowledgements_are_of_other_attempts_or_checkpoints_or_twice_then_they_do_not_count() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.all().skip(1).forEach(id -> {
            job.acknowledge(id, 1, 1);
            job.acknowledge(id, 1, 1);
        });
        job.acknowledge(in0, 1, 2);
        job.acknowledge(in0, 0, 1);
        job.acknowledge(in0, 2, 1);
        job.acknowledge(new SubtaskId(job.run, "stranger", 0), 1, 1);
        assertThat(job.sync().completedCheckpoints()).isZero();
        job.keepers.expectNothing();
        job.acknowledge(in0, 1, 1);
        job.expectComplete(1, 1, false);
    }

    @Test
    void when_more_checkpoints_complete_than_are_retained_then_the_oldest_are_deleted() throws Exception {
        job.running();
        for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
            job.checkpoint(1, checkpoint);
        }
        JobUpdate update = job.sync();
        assertThat(update.completedCheckpoints()).isEqualTo(3);
        assertThat(job.store.retained).containsExactlyInAnyOrder(2L, 3L);
        assertThat(job.store.completed(job.run)).extracting("checkpoint").containsExactly(3L, 2L);
    }

    @Test
    void when_a_subtask_declines_then_the_checkpoint_is_given_up_and_the_next_has_another_number() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.report(new KeeperReport.Declined(count0, 1, 1, "disk full"));
        JobUpdate update = job.sync();
        assertThat(update.failedCheckpoints()).isEqualTo(1);
        assertThat(update.state()).isEqualTo(JobState.RUNNING);
        job.acknowledgeAll(1, 1);
        job.checkpoint(1, 2);
        assertThat(job.sync().lastCheckpoint()).isEqualTo(2);
    }

    @Test
    void when_a_checkpoint_takes_too_long_then_it_is_given_up_and_late_acknowledgements_do_not_count() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.passes(MasterFixture.TIMEOUT.minusMillis(1));
        job.keepers.expectNothing();
        job.passes(Duration.ofMillis(1));
        assertThat(job.sync().failedCheckpoints()).isEqualTo(1);
        job.acknowledgeAll(1, 1);
        job.sync();
        job.keepers.expectNothing();
        job.checkpoint(1, 2);
    }

    @Test
    void when_the_manifest_cannot_be_written_then_the_job_goes_on() {
        job.running();
        job.store.fails = true;
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.acknowledgeAll(1, 1);
        org.awaitility.Awaitility.await().until(() -> job.sync().failedCheckpoints() == 1);
        job.store.fails = false;
        job.checkpoint(1, 2);
        assertThat(job.sync().completedCheckpoints()).isEqualTo(1);
    }

    // ---- the end ----

    @Test
    void when_all_input_is_read_then_the_last_checkpoint_is_committed_before_the_run_is_finished() {
        job.running();
        job.endReached(1);
        job.expectTrigger(1, 1);
        job.acknowledgeAll(1, 1);
        job.expectComplete(1, 1, true);
        job.all().skip(1).forEach(id -> job.report(new KeeperReport.Committed(id, 1, 1)));
        job.passes(MasterFixture.INTERVAL);
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
        job.keepers.expectNothing();
        job.report(new KeeperReport.Committed(in0, 1, 1));
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.FINISHED);
        assertThat(job.awaitState(JobState.FINISHED).lastCheckpoint()).isEqualTo(1);
    }

    @Test
    void when_the_input_ends_during_a_checkpoint_then_another_one_is_the_last() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.endReached(1);
        job.acknowledgeAll(1, 1);
        job.expectComplete(1, 1, false);
        job.expectTrigger(1, 2);
        job.acknowledgeAll(1, 2);
        job.expectComplete(1, 2, true);
    }

    @Test
    void when_the_last_checkpoint_is_given_up_then_it_is_tried_again() {
        job.running();
        job.endReached(1);
        job.expectTrigger(1, 1);
        job.report(new KeeperReport.Declined(count0, 1, 1, "disk full"));
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 2);
        job.acknowledgeAll(1, 2);
        job.expectComplete(1, 2, true);
    }

    // ---- failures ----

    @Test
    void when_a_subtask_fails_then_all_go_back_to_the_newest_checkpoint() {
        job.running();
        job.checkpoint(1, 1);
        job.checkpoint(1, 2);
        job.failAttempt(1);
        job.passes(MasterFixture.FIRST_DELAY);
        List<KeeperCommand.Deploy> deploys = job.expectDeploy(2, 2);
        assertThat(deploys.get(0).snapshots())
                .containsExactlyInAnyOrder(job.handle(in0, 1, 2), job.handle(job.subtask("in", 1), 1, 2));
        JobUpdate update = job.awaitState(JobState.RESTARTING);
        assertThat(failureOf(update).message()).isEqualTo("broken in 1");
        assertThat(update.failedEpoch()).isEqualTo(1);
        job.ready(2);
        job.checkpoint(2, 3);
    }

    @Test
    void when_attempts_fail_in_a_row_then_the_first_is_followed_at_once_and_the_delay_doubles_until_the_run_fails() {
        job.running();
        job.failAttempt(1);
        job.expectDeploy(2, 0);
        job.ready(2);
        for (int epoch = 2; epoch <= 3; epoch++) {
            job.failAttempt(epoch);
            Duration delay = MasterFixture.FIRST_DELAY.multipliedBy(1L << (epoch - 2));
            job.passes(delay.minusMillis(1));
            job.sync();
            job.keepers.expectNothing();
            job.passes(Duration.ofMillis(1));
            job.expectDeploy(epoch + 1L, 0);
            job.ready(epoch + 1L);
        }
        job.failAttempt(4);
        job.expectRetire();
        JobUpdate end = job.expectEnd();
        assertThat(end.state()).isEqualTo(JobState.FAILED);
        assertThat(failureOf(end).message()).isEqualTo("broken in 4");
        assertThat(failureOf(end).record()).isEqualTo("7");
    }

    @Test
    void when_a_checkpoint_completes_between_failures_then_counting_begins_anew() {
        job.running();
        for (int epoch = 1; epoch <= 6; epoch++) {
            job.checkpoint(epoch, epoch);
            job.failAttempt(epoch);
            job.passes(MasterFixture.FIRST_DELAY);
            job.expectDeploy(epoch + 1L, epoch);
            job.ready(epoch + 1L);
        }
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void when_no_restart_can_mend_it_then_the_run_fails_at_once() {
        job.running();
        job.fail(count0, 1, false);
        job.expectStop(1);
        job.stopped(1);
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void when_several_subtasks_fail_then_it_is_one_failure_and_old_attempts_do_not_count() {
        job.running();
        job.fail(count0, 1, true);
        job.fail(in0, 1, true);
        job.expectStop(1);
        job.stopped(1);
        job.fail(in0, 1, false);
        job.passes(MasterFixture.FIRST_DELAY);
        job.expectDeploy(2, 0);
        job.fail(in0, 1, false);
        job.ready(2);
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void when_a_subtask_does_not_stop_then_the_next_attempt_begins_after_a_while() {
        job.running();
        job.fail(count0, 1, true);
        job.expectStop(1);
        job.all().skip(1).forEach(id -> job.report(new KeeperReport.Stopped(id, 1)));
        job.passes(Duration.ofSeconds(20));
        job.passes(MasterFixture.FIRST_DELAY);
        job.expectDeploy(2, 0);
    }

    @Test
    void when_a_deployment_is_not_answered_then_it_is_repeated_for_that_subtask_only() {
        job.begin();
        job.expectDeploy(1, 0);
        akka.actor.ActorRef inbox =
                akka.actor.typed.javadsl.Adapter.toClassic(kit.createTestProbe().ref());
        job.all().skip(1).forEach(id -> job.report(new KeeperReport.Ready(id, 1, inbox, "a:1")));
        job.passes(Duration.ofSeconds(2));
        assertThat(job.keepers.expect(in0, KeeperCommand.Deploy.class).epoch()).isEqualTo(1);
        job.sync();
        job.keepers.expectNothing();
    }

    @Test
    void when_a_task_does_not_say_that_it_was_told_to_begin_then_it_is_told_again() {
        job.begin();
        job.expectDeploy(1, 0);
        akka.actor.ActorRef inbox =
                akka.actor.typed.javadsl.Adapter.toClassic(kit.createTestProbe().ref());
        job.all().forEach(id -> job.report(new KeeperReport.Ready(id, 1, inbox, "a:1")));
        job.all().forEach(id -> job.keepers.expect(id, KeeperCommand.Start.class));
        job.all().skip(1).forEach(id -> job.report(new KeeperReport.Started(id, 1)));
        job.sync();
        job.passes(Duration.ofSeconds(2));
        assertThat(job.keepers.expect(in0, KeeperCommand.Start.class).epoch()).isEqualTo(1);
        job.report(new KeeperReport.Started(in0, 1));
        job.sync();
        job.passes(Duration.ofSeconds(2));
        job.keepers.expectNothing();
    }

    // ---- damage ----

    @Test
    void when_a_snapshot_is_damaged_then_the_checkpoint_before_is_used_without_counting_as_a_failure() {
        job.running();
        job.checkpoint(1, 1);
        job.checkpoint(1, 2);
        job.failAttempt(1);
        job.passes(MasterFixture.FIRST_DELAY);
        job.expectDeploy(2, 2);
        job.report(new KeeperReport.Unrestorable(in0, 2, 2, "in-0.snapshot is cut off"));
        job.report(new KeeperReport.Unrestorable(count0, 2, 2, "count-0.snapshot is cut off"));
        job.expectStop(2);
        job.stopped(2);
        job.passes(Duration.ofMillis(1));
        job.expectDeploy(3, 1);
        job.ready(3);
        assertThat(job.sync().lastCheckpoint()).isEqualTo(1);
        job.checkpoint(3, 3);
    }

    @Test
    void when_a_manifest_is_missing_then_the_checkpoint_before_is_used() {
        job.running();
        job.checkpoint(1, 1);
        job.checkpoint(1, 2);
        job.store.manifestsLost.add(2L);
        job.failAttempt(1);
        job.passes(MasterFixture.FIRST_DELAY);
        job.expectDeploy(2, 1);
    }

    @Test
    void when_all_checkpoints_are_damaged_then_the_run_fails_and_says_what_can_be_done() {
        job.running();
        job.checkpoint(1, 1);
        job.checkpoint(1, 2);
        job.store.manifestsLost.addAll(List.of(1L, 2L));
        job.failAttempt(1);
        job.passes(MasterFixture.FIRST_DELAY);
        JobUpdate end = job.expectEnd();
        assertThat(end.state()).isEqualTo(JobState.FAILED);
        assertThat(failureOf(end).message()).contains(job.run, "--fresh", "backup");
    }

    @Test
    void when_the_store_cannot_be_read_then_it_is_a_failure_like_others() {
        job.running();
        job.store.fails = true;
        job.failAttempt(1);
        job.passes(MasterFixture.FIRST_DELAY);
        job.expectStop(1);
        assertThat(failureOf(job.sync()).message()).contains("the disk is full");
        job.store.fails = false;
        job.stopped(1);
        job.passes(MasterFixture.FIRST_DELAY.multipliedBy(2));
        job.expectDeploy(2, 0);
    }

    // ---- cancel ----

    @Test
    void when_a_running_job_is_cancelled_then_it_stops_and_can_be_resumed_from_its_checkpoint() {
        job.running();
        job.checkpoint(1, 1);
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.expectStop(1);
        job.stopped(1);
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.begin()).isEqualTo(new MasterCommand.Accepted(job.run, 1));
        job.expectDeploy(2, 1);
    }

    @Test
    void when_a_job_is_cancelled_while_it_is_deployed_then_it_stops() {
        job.begin();
        job.expectDeploy(1, 0);
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.expectStop(1);
        job.stopped(1);
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void when_a_job_is_cancelled_before_its_next_attempt_then_there_is_none() {
        job.running();
        job.failAttempt(1);
        job.expectDeploy(2, 0);
        job.ready(2);
        job.failAttempt(2);
        job.sync();
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.expectRetire();
        job.passes(MasterFixture.FIRST_DELAY.multipliedBy(10));
        job.sync();
        job.keepers.expectNothing();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void when_a_job_is_cancelled_while_a_failed_attempt_stops_then_there_is_no_other() {
        job.running();
        job.fail(count0, 1, true);
        job.expectStop(1);
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.stopped(1);
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void when_a_job_is_cancelled_while_it_attaches_then_it_stops() {
        job.running();
        job.failOver();
        job.expectAttach(1);
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.expectStop(1);
        job.stopped(1);
        job.expectRetire();
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
    }

    // ---- fail-over ----

    @Test
    void when_the_master_is_replaced_then_running_tasks_are_left_alone() {
        job.running();
        job.checkpoint(1, 1);
        job.failOver();
        job.expectAttach(1);
        job.all().forEach(id -> job.report(new KeeperReport.Attached(id, 1, true, false, "a:1")));
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
        job.keepers.expectNothing();
        job.checkpoint(1, 2);
        assertThat(job.sync().completedCheckpoints()).isEqualTo(2);
    }

    @Test
    void when_the_master_is_replaced_during_a_checkpoint_then_the_next_has_another_number() {
        job.running();
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 1);
        job.acknowledge(in0, 1, 1);
        job.failOver();
        job.expectAttach(1);
        job.all().forEach(id -> job.report(new KeeperReport.Attached(id, 1, true, false, "a:1")));
        job.acknowledgeAll(1, 1);
        job.sync();
        job.keepers.expectNothing();
        job.checkpoint(1, 2);
    }

    @Test
    void when_a_task_is_gone_at_a_fail_over_then_a_new_attempt_begins() {
        job.running();
        job.checkpoint(1, 1);
        job.failOver();
        job.expectAttach(1);
        job.all().skip(1).forEach(id -> job.report(new KeeperReport.Attached(id, 1, true, false, "a:1")));
        job.report(new KeeperReport.Attached(in0, 1, false, false, "a:1"));
        job.expectDeploy(2, 1);
    }

    @Test
    void when_a_keeper_does_not_answer_at_a_fail_over_then_a_new_attempt_begins_after_a_while() {
        job.running();
        job.failOver();
        job.expectAttach(1);
        job.all().skip(1).forEach(id -> job.report(new KeeperReport.Attached(id, 1, true, false, "a:1")));
        job.passes(Duration.ofSeconds(1));
        job.keepers.expect(in0, KeeperCommand.Attach.class);
        job.sync();
        job.keepers.expectNothing();
        for (int second = 2; second < 15; second++) {
            job.passes(Duration.ofSeconds(1));
            job.keepers.expect(in0, KeeperCommand.Attach.class);
        }
        job.passes(Duration.ofMillis(999));
        job.sync();
        job.keepers.expectNothing();
        job.passes(Duration.ofMillis(1));
        job.sync();
        job.keepers.forget();
        assertThat(job.sync().epoch()).isEqualTo(2);
    }

    @Test
    void when_the_master_is_replaced_while_it_deploys_then_it_begins_another_attempt() {
        job.begin();
        job.expectDeploy(1, 0);
        job.failOver();
        job.expectAttach(1);
        job.all().forEach(id -> job.report(new KeeperReport.Attached(id, 1, false, false, "a:1")));
        job.expectDeploy(2, 0);
    }

    @Test
    void when_the_master_is_replaced_between_a_failure_and_the_next_attempt_then_that_begins() {
        job.running();
        job.checkpoint(1, 1);
        job.failAttempt(1);
        job.expectDeploy(2, 1);
        job.ready(2);
        job.failAttempt(2);
        job.sync();
        job.failOver();
        job.expectAttach(2);
        job.all().forEach(id -> job.report(new KeeperReport.Attached(id, 2, false, false, "a:1")));
        job.expectDeploy(3, 1);
    }

    @Test
    void when_a_manifest_was_written_but_its_completion_not_journaled_then_the_checkpoint_does_not_count() {
        job.running();
        job.checkpoint(1, 1);
        job.passes(MasterFixture.INTERVAL);
        job.expectTrigger(1, 2);
        journal.failNextPersisted("job|" + job.run);
        job.acknowledgeAll(1, 2);
        job.passesUntilHeard(in0);
        job.expectAttach(1);
        job.report(new KeeperReport.Attached(in0, 1, false, false, "a:1"));
        job.expectDeploy(2, 1);
        // Sinks withdraw what belongs to it, so nobody else may begin from it either.
        await().untilAsserted(() -> assertThat(job.store.completed(job.run))
                .extracting("checkpoint")
                .containsExactly(1L));
    }

    @Test
    void when_the_master_is_replaced_between_completion_and_commit_then_the_commit_is_made_up_for() {
        job.running();
        job.endReached(1);
        job.expectTrigger(1, 1);
        job.acknowledgeAll(1, 1);
        job.expectComplete(1, 1, true);
        job.failOver();
        job.expectAttach(1);
        job.all().forEach(id -> job.report(new KeeperReport.Attached(id, 1, true, true, "a:1")));
        job.expectTrigger(1, 2);
        job.acknowledgeAll(1, 2);
        job.expectComplete(1, 2, true);
        job.all().forEach(id -> job.report(new KeeperReport.Committed(id, 1, 2)));
        assertThat(job.expectEnd().state()).isEqualTo(JobState.FINISHED);
    }

    @Test
    void when_the_master_is_replaced_after_the_end_then_the_end_is_told_again() {
        job.running();
        job.fail(count0, 1, false);
        job.expectStop(1);
        job.stopped(1);
        JobUpdate end = job.expectEnd();
        job.failOver();
        assertThat(job.expectEnd()).isEqualTo(end);
        assertThat(job.sync().state()).isEqualTo(JobState.FAILED);
    }

    // ---- the journal is away ----

    @Test
    void when_the_journal_fails_at_a_checkpoint_then_tasks_go_on_and_so_do_checkpoints() {
        job.running();
        journal.failNextPersisted("job|" + job.run);
        job.passes(MasterFixture.INTERVAL);
        job.passesUntilHeard(in0);
        job.expectAttach(1);
        job.all().forEach(id -> job.report(new KeeperReport.Attached(id, 1, true, false, "a:1")));
        assertThat(job.sync().state()).isEqualTo(JobState.RUNNING);
        job.checkpoint(1, 1);
    }

    @Test
    void when_the_journal_fails_at_a_failure_then_the_next_attempt_begins_nevertheless() {
        job.running();
        journal.failNextPersisted("job|" + job.run);
        job.fail(count0, 1, true);
        job.passesUntilHeard(in0);
        job.expectAttach(1);
        job.report(new KeeperReport.Attached(count0, 1, false, false, "a:1"));
        job.expectDeploy(2, 0);
    }

    @Test
    void when_the_journal_fails_at_a_cancellation_then_the_job_is_cancelled_later() {
        job.running();
        job.master.tell(new MasterCommand.Cancel(kit.system().ignoreRef()));
        job.expectStop(1);
        job.sync();
        journal.failNextPersisted("job|" + job.run);
        job.stopped(1);
        job.passesUntilHeard(in0);
        job.expectAttach(1);
        job.expectStop(1);
        job.stopped(1);
        assertThat(job.expectEnd().state()).isEqualTo(JobState.CANCELLED);
    }
}
