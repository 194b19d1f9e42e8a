package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attempts that fail, and checkpoints that turn out to be damaged. */
class JobMasterFailureTest extends JobMasterCase {
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
}
