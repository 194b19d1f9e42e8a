package dev.sluice.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.runtime.job.JobState;
import dev.sluice.runtime.protocol.JobUpdate;
import dev.sluice.runtime.protocol.KeeperCommand;
import dev.sluice.runtime.protocol.KeeperReport;
import dev.sluice.runtime.protocol.MasterCommand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The master is replaced, or its journal is away, whatever it is about. */
class JobMasterFailOverTest extends JobMasterCase {
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
